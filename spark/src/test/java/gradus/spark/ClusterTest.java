package gradus.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The same bits on one core, on several, and on a cluster that loses an executor.
class ClusterTest {
    private SparkSession session;

    @AfterEach
    void stop() {
        session.stop();
    }

    private String trained() {
        return Sessions.classifier()
                .setEpochs(8)
                .fit(Sessions.customers(session, 400))
                .nativeModel()
                .weightsSha256();
    }

    /// Spark starts its executors from a folder of jars.
    private static void makeHome() throws IOException {
        Path jars = Files.createDirectories(Path.of(System.getenv("SPARK_HOME"), "jars"));
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
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
        session = Sessions.start("local[1]");
        String one = trained();
        session.stop();
        session = Sessions.start("local[4]");
        assertThat(trained()).isEqualTo(one);
    }

    @Test
    @Tag("cluster")
    @Timeout(300)
    void aCluster_thatLosesAnExecutor_givesTheBitsOfOneCore() throws Exception {
        session = Sessions.start("local[1]");
        String alone = trained();
        session.stop();
        makeHome();
        session = Sessions.start("local-cluster[2,1,1024]");
        Killer killer = new Killer();
        session.sparkContext().addSparkListener(killer);
        String spread = trained();
        assertThat(killer.killed).isTrue();
        assertThat(spread).isEqualTo(alone);
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
                        .filter(process ->
                                process.info().command().orElse("").endsWith("java"))
                        .findFirst()
                        .map(ProcessHandle::destroyForcibly)
                        .orElse(false);
            }
        }
    }
}
