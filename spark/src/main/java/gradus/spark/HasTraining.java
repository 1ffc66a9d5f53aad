package gradus.spark;

import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;

/// The parameters of a training, by the names that grids of parameters use.
public interface HasTraining {
    /// {@return all of them}
    TrainingParams training();

    /// {@return the parameter: column to be predicted}
    default Param<String> labelCol() {
        return training().labelCol;
    }

    /// {@return the parameter: column with the weight of each row}
    default Param<String> weightCol() {
        return training().weightCol;
    }

    /// {@return the parameter: boolean column: true for rows that are only watched}
    default Param<String> validationIndicatorCol() {
        return training().validationIndicatorCol;
    }

    /// {@return the parameter: hidden layers}
    default Param<String> layers() {
        return training().layers;
    }

    /// {@return the parameter: the optimizer}
    default Param<String> optimizer() {
        return training().optimizer;
    }

    /// {@return the parameter: the loss}
    default Param<String> loss() {
        return training().loss;
    }

    /// {@return the parameter: metrics that are logged}
    default Param<String> metrics() {
        return training().metrics;
    }

    /// {@return the parameter: what is done with nulls: error, drop, mean or indicator}
    default Param<String> missing() {
        return training().missing;
    }

    /// {@return the parameter: passes over the rows, each a round}
    default IntParam epochs() {
        return training().epochs;
    }

    /// {@return the parameter: rows of an update; 0 for all of a shard}
    default IntParam batchSize() {
        return training().batchSize;
    }

    /// {@return the parameter: whether each epoch has an order of its own}
    default BooleanParam shuffle() {
        return training().shuffle;
    }

    /// {@return the parameter: rounds without improvement after which training ends; 0 for never}
    default IntParam patience() {
        return training().patience;
    }

    /// {@return the parameter: parts of the rows that are trained side by side}
    default IntParam shards() {
        return training().shards;
    }

    /// {@return the parameter: the part of the last change that a round adds, 0 to 0.5}
    default DoubleParam outerMomentum() {
        return training().outerMomentum;
    }

    /// {@return the parameter: seed of everything random}
    default LongParam seed() {
        return training().seed;
    }

    /// {@return the parameter: folder of checkpoints; a training that was killed goes on from there}
    default Param<String> checkpointDir() {
        return training().checkpointDir;
    }

    /// {@return the parameter: rounds between checkpoints}
    default IntParam checkpointInterval() {
        return training().checkpointInterval;
    }
}
