package gradus.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The same bits on one core, on several, on a cluster that loses an executor, and after a driver was killed.
class ClusterTest {
    private static final Path OLDER = Path.of("/usr/lib/jvm/java-17-openjdk-amd64");

    private static String trained(SparkSession session, int partitions) {
        return Sessions.classifier()
                .setEpochs(8)
                .fit(Sessions.customers(session, 400).repartition(partitions))
                .nativeModel()
                .weightsSha256();
    }

    private static String trainedOn(String master, int partitions) {
        SparkSession session = Sessions.start(master);
        try {
            return trained(session, partitions);
        } finally {
            session.stop();
        }
    }

    @Test
    void coresAndPartitions_changeNoBit() {
        assertThat(trainedOn("local[2]", 5)).isEqualTo(trainedOn("local[1]", 1));
    }

    @Test
    @Tag("long")
    @Timeout(900) // on a busy machine, 325 s were seen
    void aCluster_givesTheBitsOfOneCore_alsoWhenItLosesAnExecutor() throws Exception {
        String alone = trainedOn("local[1]", 1);
        Sessions.makeHome();
        SparkSession cluster = Sessions.start("local-cluster[2,1,1024]");
        try {
            assertThat(trained(cluster, 3)).isEqualTo(alone);
            Killer killer = new Killer();
            cluster.sparkContext().addSparkListener(killer);
            assertThat(trained(cluster, 7)).isEqualTo(alone);
            assertThat(killer.killed).isTrue();
        } finally {
            cluster.stop();
        }
        assertThat(trainedOn("local[2]", 2)).isEqualTo(alone);
    }

    @Test
    @Tag("long")
    @Timeout(900)
    void aDriverThatIsKilled_isContinuedWithTheSameBits(@TempDir Path folder) throws Exception {
        Path checkpoints = folder.resolve("checkpoints");
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        // As this process, without agents that watch tests.
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> !argument.startsWith("-javaagent"))
                .forEach(command::add);
        command.addAll(List.of(
                "-cp", System.getProperty("java.class.path"), KilledDriver.class.getName(), checkpoints.toString()));
        Process driver = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        while (!hasRounds(checkpoints) && driver.isAlive()) {
            Thread.onSpinWait();
            driver.waitFor(2, TimeUnit.MILLISECONDS);
        }
        driver.destroyForcibly();
        assertThat(driver.waitFor()).as(Files.readString(folder.resolve("log"))).isNotZero();
        SparkSession session = Sessions.start("local[2]");
        try {
            Dataset<Row> rows = Sessions.customers(session, 200);
            GradusClassifierModel continued =
                    KilledDriver.training(checkpoints.toString()).fit(rows);
            GradusClassifierModel whole =
                    KilledDriver.training(folder.resolve("whole").toString()).fit(rows);
            assertThat(continued.summary()).isEqualTo(whole.summary());
            assertThat(continued.nativeModel().weightsSha256())
                    .isEqualTo(whole.nativeModel().weightsSha256());
        } finally {
            session.stop();
        }
    }

    @Test
    @Tag("long")
    @Timeout(900)
    void executorsOnAnOlderJava_areRefusedOnTheDriver() throws Exception {
        assumeTrue(Files.isDirectory(OLDER), OLDER + " is not there: executors on an older Java are left out");
        Sessions.makeHome();
        SparkSession cluster =
                Sessions.start("local-cluster[1,1,1024]", Map.of("spark.executorEnv.JAVA_HOME", OLDER.toString()));
        try {
            Dataset<Row> rows = Sessions.customers(cluster, 20);
            assertThatThrownBy(() -> Sessions.classifier().fit(rows))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("Gradus needs Java 25 on every executor, and one has Java 17;"
                            + " set spark.executorEnv.JAVA_HOME to a JDK 25");
        } finally {
            cluster.stop();
        }
    }

    /// Whether some rounds are saved.
    private static boolean hasRounds(Path checkpoints) {
        return Files.exists(checkpoints.resolve("round-000003.keras"));
    }

    /// Kills an executor, the only processes that Spark starts, when some rounds are done.
    private static final class Killer extends SparkListener {
        private int tasks;
        private volatile boolean killed;

        @Override
        public void onTaskEnd(SparkListenerTaskEnd end) {
            tasks++;
            if (tasks > 25 && !killed) {
                killed = ProcessHandle.current()
                        .descendants()
                        .filter(process -> process.info().command().orElse("").endsWith("java"))
                        .findFirst()
                        .map(ProcessHandle::destroyForcibly)
                        .orElse(false);
            }
        }
    }
}
