package gradus.spark;

import java.util.List;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;

/// Checks that the executors can run the classes of this library.
final class Runtimes {
    private static final int JAVA = 25;
    private static final String VERSION =
            "java_method('java.lang.System', 'getProperty', 'java.specification.version')";

    private Runtimes() {}

    /// Asks executors for their version of Java, by an expression of Spark: classes of this library would not load
    /// there if it is too old.
    ///
    /// @throws IllegalStateException if it is
    static void require(SparkSession session) {
        int parts = Math.max(1, session.sparkContext().defaultParallelism());
        List<String> versions = session.range(0, parts, 1, parts)
                .selectExpr(VERSION)
                .distinct()
                .as(Encoders.STRING())
                .collectAsList();
        for (String version : versions) {
            if (Integer.parseInt(version.replaceFirst("^1\\.", "").replaceFirst("\\..*", "")) < JAVA) {
                throw new IllegalStateException("Gradus needs Java " + JAVA + " on every executor, and one has Java "
                        + version + "; set spark.executorEnv.JAVA_HOME to a JDK " + JAVA);
            }
        }
    }
}
