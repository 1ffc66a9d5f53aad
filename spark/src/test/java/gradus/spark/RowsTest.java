package gradus.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rows as they come: cached or not, in lopsided partitions, with gaps, in a stream, of many columns.
class RowsTest {
    private static SparkSession session;
    private static Dataset<Row> rows;

    @TempDir
    private Path folder = Path.of("");

    @BeforeAll
    static void start() {
        session = Sessions.start("local[2]");
        rows = Sessions.customers(session, 200);
    }

    @AfterAll
    static void stop() {
        session.stop();
    }

    private static String hash(GradusClassifier classifier, Dataset<Row> data) {
        return classifier.fit(data).nativeModel().weightsSha256();
    }

    @Test
    void cachingAndLopsidedPartitions_changeNoBit_inASecondFit() {
        String hash = hash(Sessions.classifier(), rows);
        List<Row> all = rows.collectAsList();
        JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
        Dataset<Row> lopsided = session.createDataFrame(
                        spark.parallelize(all.subList(0, 1), 1)
                                .union(spark.parallelize(List.<Row>of(), 2))
                                .union(spark.parallelize(all.subList(1, all.size()), 1)),
                        rows.schema())
                .cache();
        assertThat(lopsided.toJavaRDD().glom().map(List::size).collect()).containsExactly(1, 0, 0, all.size() - 1);
        assertThat(hash(Sessions.classifier(), lopsided)).isEqualTo(hash);
        lopsided.unpersist();
    }

    /// Not a number is as good as null, in training too.
    @Test
    void notANumber_isAGap() {
        Dataset<Row> marked =
                rows.withColumn("income", functions.coalesce(functions.col("income"), functions.lit(Double.NaN)));
        assertThat(marked.filter("isnan(income)").count()).isPositive();
        GradusClassifierModel model = Sessions.classifier().setEpochs(1).fit(marked);
        assertThat(model.summary().history().get("loss")).allMatch(Double::isFinite);
        assertThat(model.transform(marked).select("probability").collectAsList())
                .isEqualTo(model.transform(rows).select("probability").collectAsList());
    }

    /// Rows without a label teach nothing; a label that only they would have is not one.
    @Test
    void rowsWithoutLabel_areLeftOut() {
        Dataset<Row> some =
                rows.withColumn("bought", functions.when(functions.col("age").gt(25), functions.col("bought")));
        assertThat(some.filter("bought is null").count()).isPositive();
        GradusClassifierModel model =
                Sessions.classifier().setEpochs(1).setLabelCol("bought").fit(some);
        assertThat(model.summary().rows())
                .isEqualTo(some.filter("bought is not null").count());
    }

    @Test
    void aStream_isAnsweredAsATable() throws Exception {
        GradusClassifierModel model =
                Sessions.classifier().setEpochs(1).setLabelCol("bought").fit(rows);
        String input = folder.resolve("input").toString();
        rows.repartition(3).write().json(input);
        Dataset<Row> stream = session.readStream().schema(rows.schema()).json(input);
        StreamingQuery query = model.transform(stream)
                .select("age", "income", "town", "prediction", "probability")
                .writeStream()
                .format("memory")
                .queryName("answers")
                .outputMode("append")
                .option("checkpointLocation", folder.resolve("stream").toString())
                .trigger(Trigger.AvailableNow())
                .start();
        query.awaitTermination();
        assertThat(session.table("answers").collectAsList())
                .hasSize(200)
                .containsExactlyInAnyOrderElementsOf(model.transform(rows)
                        .select("age", "income", "town", "prediction", "probability")
                        .collectAsList());
    }

    @Test
    @Tag("long")
    void aThousandColumns_areTrained() {
        Random random = new Random(2);
        StructType schema = new StructType().add("label", "double");
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            names.add("x" + i);
            schema = schema.add("x" + i, i % 100 == 0 ? "string" : "double");
        }
        List<Row> wide = new ArrayList<>();
        for (int row = 0; row < 60; row++) {
            Object[] values = new Object[1001];
            values[0] = (double) (row % 2);
            for (int i = 0; i < 1000; i++) {
                values[1 + i] = i % 100 == 0
                        ? random.nextBoolean() ? "a" : "b"
                        : (Object) (random.nextGaussian() + (i == 7 ? 5 * (row % 2) : 0));
            }
            wide.add(RowFactory.create(values));
        }
        Dataset<Row> data = session.createDataFrame(wide, schema);
        GradusClassifierModel model = new GradusClassifier()
                .setFeaturesCols(names.toArray(String[]::new))
                .setLayers("dense(8, relu)")
                .setBatchSize(16)
                .setEpochs(2)
                .setShards(2)
                .fit(data);
        assertThat(model.summary().rows()).isEqualTo(60);
        assertThat(model.transform(data.limit(5)).select("prediction").collectAsList())
                .hasSize(5);
    }
}
