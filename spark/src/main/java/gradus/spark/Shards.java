package gradus.spark;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.xxhash64;

import gradus.data.tables.DataException;
import gradus.data.tables.Table;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.functions;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.StructField;
import org.jspecify.annotations.Nullable;

/// Rows of Spark, spread over shards. Which shard a row goes to, and its place there, follow from its content: neither
/// the partitions of the input nor the order of its rows make a difference.
final class Shards {
    private static final String HASH = "gradus_hash";
    /// Numbers of the sample from which the schema is inferred: the rows are in the driver's memory.
    private static final int SAMPLE_NUMBERS = 10_000_000;

    private static final int SAMPLE_ROWS = 200_000;

    private final List<String> names;
    private final String label;
    private final @Nullable String validation;
    private final Dataset<Row> rows;

    /// @param rows all of them
    /// @param features columns of the inputs
    /// @param label the column to be predicted
    /// @param weight the column of weights, or null
    /// @param validation the column that is true for rows that are only watched, or null
    Shards(Dataset<?> rows, List<String> features, String label, @Nullable String weight, @Nullable String validation) {
        Set<String> taken = new LinkedHashSet<>(features);
        taken.add(label);
        if (weight != null) {
            taken.add(weight);
        }
        names = List.copyOf(taken);
        this.label = label;
        this.validation = validation;
        if (validation != null) {
            taken.add(validation);
        }
        List<Column> columns = new ArrayList<>();
        for (String name : taken) {
            StructField field = rows.schema().apply(name);
            columns.add(
                    field.dataType().equals(SQLDataTypes.VectorType())
                            ? functions.vector_to_array(column(name), "float64").as(name)
                            : column(name));
        }
        Column[] chosen = columns.toArray(Column[]::new);
        this.rows = rows.toDF()
                .select(chosen)
                .withColumn(HASH, xxhash64(taken.stream().map(Shards::column).toArray(Column[]::new)));
    }

    private static Column column(String name) {
        return col("`" + name.replace("`", "``") + "`");
    }

    private Column[] order() {
        List<Column> order = new ArrayList<>(List.of(col(HASH)));
        names.forEach(name -> order.add(column(name)));
        return order.toArray(Column[]::new);
    }

    private Dataset<Row> training() {
        return validation == null ? rows : rows.filter(not(coalesce(column(validation), lit(false))));
    }

    /// Rows that stand for all when the schema is inferred: those of the smallest hashes.
    ///
    /// @param isClass whether there must be one of each label
    Table sample(boolean isClass) {
        List<Row> first = training().takeAsList(1);
        if (first.isEmpty()) {
            throw new DataException("the training data has no rows");
        }
        int width = RowTable.of("rows", names, first).columns().size();
        int count = Math.clamp(SAMPLE_NUMBERS / width, 1000, SAMPLE_ROWS);
        List<Row> sample =
                new ArrayList<>(training().orderBy(order()).limit(count).collectAsList());
        if (isClass && sample.size() == count) {
            Column place = row_number().over(Window.partitionBy(column(label)).orderBy(order()));
            sample.addAll(training()
                    .filter(column(label).isNotNull())
                    .withColumn("gradus_place", place)
                    .filter(col("gradus_place").equalTo(1))
                    .orderBy(order())
                    .limit(1000)
                    .drop("gradus_place")
                    .collectAsList());
        }
        return RowTable.of("rows", names, sample);
    }

    /// Tells whether the rows are those of another training: how many there are, and the sum of their hashes.
    String fingerprint() {
        return rows.agg(count(lit(1)), sum(col(HASH).cast("decimal(38, 0)")))
                .first()
                .toString();
    }

    /// Spreads and encodes the rows.
    ///
    /// @param shards how many
    /// @param network knows how
    JavaRDD<Shard> encoded(int shards, Broadcast<Network> network) {
        List<String> columns = names;
        String watched = validation;
        return rows.repartition(shards, col(HASH))
                .sortWithinPartitions(order())
                .toJavaRDD()
                .mapPartitionsWithIndex(
                        (number, part) -> List.of(encode(number, part, columns, watched, network.value()))
                                .iterator(),
                        true);
    }

    private static Shard encode(
            int number, Iterator<Row> part, List<String> names, @Nullable String validation, Network network) {
        Blocks train = new Blocks(names, network);
        Blocks watched = new Blocks(names, network);
        while (part.hasNext()) {
            Row row = part.next();
            boolean isWatched = validation != null && Boolean.TRUE.equals(row.getAs(validation));
            (isWatched ? watched : train).add(row);
        }
        return new Shard(number, train.block(), watched.block());
    }
}
