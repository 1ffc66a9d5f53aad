package gradus.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    private static String trained(SparkSession session) {
        try {
            return Sessions.classifier()
                    .setEpochs(8)
                    .fit(Sessions.customers(session, 400))
                    .nativeModel()
                    .weightsSha256();
        } finally {
            session.stop();
        }
    }

    /// Spark starts its executors from a folder of jars.
    private static void makeHome() throws IOException {
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

    @Test
    void cores_changeNoBit() {
        assertThat(trained(Sessions.start("local[4]"))).isEqualTo(trained(Sessions.start("local[1]")));
    }

    @Test
    @Tag("long")
    @Timeout(900) // on a busy machine, 325 s were seen
    void aCluster_thatLosesAnExecutor_givesTheBitsOfOneCore() throws Exception {
        String alone = trained(Sessions.start("local[1]"));
        makeHome();
        SparkSession cluster = Sessions.start("local-cluster[2,1,1024]");
        Killer killer = new Killer();
        cluster.sparkContext().addSparkListener(killer);
        assertThat(trained(cluster)).isEqualTo(alone);
        assertThat(killer.killed).isTrue();
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
            assertThat(continued.summary().history().get("loss")).hasSizeBetween(1, 28);
            GradusClassifierModel whole =
                    KilledDriver.training(folder.resolve("whole").toString()).fit(rows);
            assertThat(whole.summary().history().get("loss")).hasSize(30);
            assertThat(continued.nativeModel().weightsSha256())
                    .isEqualTo(whole.nativeModel().weightsSha256());
        } finally {
            session.stop();
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
