package gradus.spark;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/// Sessions of Spark in this process, and rows to learn from.
final class Sessions {
    private Sessions() {}

    static SparkSession start(String master) {
        return start(master, Map.of());
    }

    static SparkSession start(String master, Map<String, String> more) {
        SparkSession.Builder builder = SparkSession.builder();
        more.forEach(builder::config);
        SparkSession session = builder.master(master)
                .appName("gradus")
                .config("spark.ui.enabled", false)
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", 3)
                // Compiling its plans takes longer than interpreting them on so few rows.
                .config("spark.sql.codegen.wholeStage", false)
                .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
                .config("spark.executor.extraClassPath", System.getProperty("java.class.path"))
                .config("spark.sql.warehouse.dir", System.getProperty("java.io.tmpdir"))
                .getOrCreate();
        session.sparkContext().setLogLevel("ERROR");
        return session;
    }

    /// Spark starts its executors from a folder of jars.
    static void makeHome() throws IOException {
        Path jars = Files.createDirectories(Path.of(System.getenv("SPARK_HOME"), "jars"));
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (entry.endsWith(".jar")) {
                try {
                    Files.createSymbolicLink(jars.resolve(Path.of(entry).getFileName()), Path.of(entry));
                } catch (FileAlreadyExistsException e) {
                    // Of an earlier run.
                }
            }
        }
    }

    /// Customers, with numbers, words and gaps.
    static Dataset<Row> customers(SparkSession session, int count) {
        Random random = new Random(1);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double age = 20 + random.nextInt(50);
            Double income = random.nextInt(20) == 0 ? null : 1000 + 30 * age + 500 * random.nextGaussian();
            String town = random.nextInt(3) == 0 ? "Ghent" : random.nextBoolean() ? "Bruges" : null;
            boolean bought = (income == null ? 2000 : income) + ("Ghent".equals(town) ? 600 : 0) > 2500;
            rows.add(RowFactory.create(
                    age, income, town, bought ? "yes" : "no", bought ? 1.0 : 0.0, 1 + i % 3, i % 5 == 0));
        }
        return session.createDataFrame(
                rows,
                new StructType()
                        .add("age", "double")
                        .add("income", "double")
                        .add("town", "string")
                        .add("bought", "string")
                        .add("label", "double")
                        .add("weight", "int")
                        .add("watched", "boolean"));
    }

    static GradusClassifier classifier() {
        return classifier("classifier");
    }

    static GradusClassifier classifier(String uid) {
        return new GradusClassifier(uid)
                .setFeaturesCols("age", "income", "town")
                .setLayers("dense(8, relu)")
                .setBatchSize(16)
                .setEpochs(3)
                .setShards(3);
    }
}
