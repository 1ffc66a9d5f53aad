package gradus.experiment.nets;

import gradus.Fit;
import gradus.History;
import gradus.Model;
import gradus.TrainingRun;
import gradus.callbacks.Callback;
import gradus.callbacks.EarlyStopping;
import gradus.data.Dataset;
import gradus.problems.Head;
import java.util.ArrayList;
import java.util.List;

/// The recipe of a network for rows encoded by [TableEncoding]: its layers, and how they are trained.
interface TableNet {
    /// The largest batch size.
    int BATCH_SIZE = 256;

    /// Returns what the network is, in words.
    ///
    /// @param several whether there are several of them
    String title(boolean several);

    /// {@return the largest number of epochs}
    int epochs();

    /// {@return the number of epochs without improvement after which training ends}
    int patience();

    /// Returns a network that is not trained yet, compiled for its training.
    ///
    /// @param width the width of the encoded rows
    /// @param head what it ends in, and learns by
    /// @param steps the number of steps of the whole training
    Model model(int width, Head head, double steps);

    /// Returns how it is trained, but for what is the same for every recipe.
    ///
    /// @param width the width of the encoded rows
    /// @param steps the number of steps of the whole training
    /// @param fit the settings so far
    Fit fit(int width, double steps, Fit fit);

    /// Returns rows with their targets as the network learns them.
    default Dataset learned(Dataset rows) {
        return rows;
    }

    /// Returns the network that answers.
    ///
    /// @param trained the network that was trained
    default Model answering(Model trained) {
        return trained;
    }

    /// A trained network.
    ///
    /// @param model the network, with the weights of its best epoch
    /// @param history its logs
    /// @param loss the validation loss of its best epoch; NaN if no epoch ended
    /// @param finished whether its recipe ended the training, and nobody else
    record Trained(Model model, History history, double loss, boolean finished) {}

    /// Returns the number of steps of a whole training.
    default double steps(int rows) {
        return epochs() * stepsOfEpoch(rows);
    }

    /// Returns the number of steps of an epoch.
    static double stepsOfEpoch(int rows) {
        return Math.ceil(rows / (double) Math.min(BATCH_SIZE, rows));
    }

    /// A network in training.
    final class Training {
        private final TableNet net;
        private final Model model;
        private final EarlyStopping best;
        private final TrainingRun run;

        private Training(TableNet net, Model model, EarlyStopping best, TrainingRun run) {
            this.net = net;
            this.model = model;
            this.best = best;
            this.run = run;
        }

        /// Trains some epochs.
        ///
        /// @param epochs the largest number of them
        /// @return whether there may be more
        boolean advance(int epochs) {
            for (int epoch = 0; epoch < epochs; epoch++) {
                if (!run.epoch()) {
                    return false;
                }
            }
            return !run.isOver();
        }

        /// Trains to the end.
        Trained finish() {
            History history = run.finish();
            boolean finished = history.epochs().size() == net.epochs() || best.stoppedEpoch() >= 0;
            return new Trained(net.answering(model), history, best.best(), finished);
        }
    }

    /// Starts to train one network.
    ///
    /// @param head what it ends in, and learns by
    /// @param train the training rows, encoded
    /// @param validation the rows that choose the best epoch, encoded
    /// @param seed the seed of everything random
    /// @param threads the number of threads; it changes no bit
    /// @param callbacks notified of its events
    /// @return the training, before its first step
    default Training start(
            Head head, Dataset train, Dataset validation, long seed, int threads, List<Callback> callbacks) {
        int width = train.input().width();
        double steps = steps(train.rows());
        Model model = model(width, head, steps).seed(seed).threads(threads);
        if (head.order() != null) {
            float[] fixed = head.order().kernel(); // of the last layer
            int end = model.parameters().slices().getLast().end();
            System.arraycopy(fixed, 0, model.parameters().values(), end - fixed.length, fixed.length);
        }
        EarlyStopping best = new EarlyStopping("val_loss", patience());
        List<Callback> all = new ArrayList<>(List.of(best));
        all.addAll(callbacks);
        Fit fit = Fit.epochs(epochs())
                .batchSize(Math.min(BATCH_SIZE, train.rows()))
                .validation(learned(validation))
                .callbacks(all);
        return new Training(this, model, best, model.start(learned(train), fit(width, steps, fit)));
    }
}
