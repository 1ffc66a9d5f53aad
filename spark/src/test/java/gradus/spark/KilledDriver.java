package gradus.spark;

import java.util.UUID;
import org.apache.spark.sql.SparkSession;

/// A program that trains with checkpoints, to be killed: `KilledDriver FOLDER`.
final class KilledDriver {
    private KilledDriver() {}

    public static void main(String[] arguments) {
        SparkSession session = Sessions.start("local[2]");
        training(arguments[0]).fit(Sessions.customers(session, 200));
        session.stop();
    }

    /// More rounds than it will live to see.
    static GradusClassifier training(String folder) {
        return Sessions.classifier(UUID.randomUUID().toString())
                .setEpochs(30)
                .setOuterMomentum(0.3)
                .setCheckpointDir(folder);
    }
}
