package gradus.spark;

import java.io.Serializable;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/// The parameters of a training, besides the [columns][Columns].
public final class TrainingParams implements Serializable {
    private static final long serialVersionUID = 1;

    final Param<String> labelCol;
    final Param<String> weightCol;
    final Param<String> validationIndicatorCol;
    final Param<String> layers;
    final Param<String> optimizer;
    final Param<String> loss;
    final Param<String> metrics;
    final Param<String> missing;
    final IntParam epochs;
    final IntParam batchSize;
    final BooleanParam shuffle;
    final IntParam patience;
    final IntParam shards;
    final DoubleParam outerMomentum;
    final LongParam seed;
    final Param<String> checkpointDir;
    final IntParam checkpointInterval;

    TrainingParams(String uid) {
        labelCol = new Param<>(uid, "labelCol", "column to be predicted", String.class);
        weightCol = new Param<>(uid, "weightCol", "column with the weight of each row", String.class);
        validationIndicatorCol = new Param<>(
                uid, "validationIndicatorCol", "boolean column: true for rows that are only watched", String.class);
        layers = new Param<>(
                uid, "layers", "hidden layers, such as: dense(64, relu) dropout(0.2) dense(32, relu)", String.class);
        optimizer = new Param<>(uid, "optimizer", "the optimizer, such as: adamw(0.001)", String.class);
        loss = new Param<>(uid, "loss", "the loss, such as: huber(2)", String.class);
        metrics = new Param<>(uid, "metrics", "metrics that are logged, such as: auc", String.class);
        missing = new Param<>(uid, "missing", "what is done with nulls: error, drop, mean or indicator", String.class);
        epochs = new IntParam(uid, "epochs", "passes over the rows, each a round");
        batchSize = new IntParam(uid, "batchSize", "rows of an update; 0 for all of a shard");
        shuffle = new BooleanParam(uid, "shuffle", "whether each epoch has an order of its own");
        patience = new IntParam(uid, "patience", "rounds without improvement after which training ends; 0 for never");
        shards = new IntParam(uid, "shards", "parts of the rows that are trained side by side");
        outerMomentum =
                new DoubleParam(uid, "outerMomentum", "the part of the last change that a round adds, 0 to 0.5");
        seed = new LongParam(uid, "seed", "seed of everything random");
        checkpointDir = new Param<>(
                uid,
                "checkpointDir",
                "folder of checkpoints; a training that was killed goes on from there",
                String.class);
        checkpointInterval = new IntParam(uid, "checkpointInterval", "rounds between checkpoints");
    }

    /// Gives a stage the defaults. What has none follows from the data.
    void setDefaults(Params stage) {
        stage.setDefault(labelCol, "label");
        stage.setDefault(shuffle, true);
        stage.setDefault(patience, 0);
        stage.setDefault(shards, 4);
        stage.setDefault(outerMomentum, 0.0);
        stage.setDefault(seed, 0L);
        stage.setDefault(checkpointInterval, 1);
    }
}
