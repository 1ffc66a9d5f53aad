package gradus.lab.messages;

import gradus.registry.Registry;
import java.util.List;
import java.util.Map;

/// All that decides a run, as the page sends it and as a shared link carries it. Equal settings give equal bits.
///
/// @param data what is learned from
/// @param layers the hidden layers; the last layer follows from the task
/// @param loss in notation, or empty for the task's own
/// @param optimizer its name in the registry
/// @param optimizerArguments numbers and switches of the optimizer beside its rate
/// @param learningRate of the first step
/// @param schedule how the rate falls: `constant`, or the name of a schedule
/// @param scheduleArguments numbers, switches and lists of the schedule beside its rate; by the length of the run where
///     they are not given
/// @param batch rows an update: 1 is stochastic gradient descent, 0 is all rows
/// @param epochs after which a run pauses by itself
/// @param seed of first weights, order, dropout and split
/// @param l1 penalty on absolute weights
/// @param l2 penalty on squared weights
public record LabSettings(
        DataChoice data,
        List<LayerChoice> layers,
        String loss,
        String optimizer,
        Map<String, Object> optimizerArguments,
        double learningRate,
        String schedule,
        Map<String, Object> scheduleArguments,
        int batch,
        int epochs,
        long seed,
        double l1,
        double l2) {
    /// Copies the collections; the optimizer in today's spelling.
    public LabSettings {
        optimizer = spelled(Registry.OPTIMIZERS, optimizer);
        layers = List.copyOf(layers);
        optimizerArguments = Map.copyOf(optimizerArguments);
        scheduleArguments = Map.copyOf(scheduleArguments);
    }

    /// With a schedule that follows from the length of the run.
    public LabSettings(
            DataChoice data,
            List<LayerChoice> layers,
            String loss,
            String optimizer,
            Map<String, Object> optimizerArguments,
            double learningRate,
            String schedule,
            int batch,
            int epochs,
            long seed,
            double l1,
            double l2) {
        this(
                data,
                layers,
                loss,
                optimizer,
                optimizerArguments,
                learningRate,
                schedule,
                Map.of(),
                batch,
                epochs,
                seed,
                l1,
                l2);
    }

    /// These with another learning rate.
    public LabSettings learningRate(double value) {
        return new LabSettings(
                data,
                layers,
                loss,
                optimizer,
                optimizerArguments,
                value,
                schedule,
                scheduleArguments,
                batch,
                epochs,
                seed,
                l1,
                l2);
    }

    /// These with another seed.
    public LabSettings seed(long value) {
        return new LabSettings(
                data,
                layers,
                loss,
                optimizer,
                optimizerArguments,
                learningRate,
                schedule,
                scheduleArguments,
                batch,
                epochs,
                value,
                l1,
                l2);
    }

    /// Where rows come from.
    ///
    /// @param kind `generator`, `bundled` or `upload`
    /// @param name of the generator or data set, or the number of an upload
    /// @param samples how many points a generator makes
    /// @param noise of a generator
    /// @param seed of a generator
    /// @param target the column of an upload to predict; empty for a data set's own
    /// @param validation the share of rows that is only watched
    /// @param standardize whether inputs, and targets of a regression, get mean 0 and deviation 1
    public record DataChoice(
            String kind,
            String name,
            int samples,
            double noise,
            long seed,
            String target,
            double validation,
            boolean standardize) {}

    /// A hidden layer, with what stands around it.
    ///
    /// @param units how many neurons
    /// @param activation its name in the registry
    /// @param bias whether neurons have a bias
    /// @param normalization `none`, `batch` or `layer`, between sum and activation, or `weight`
    /// @param dropout the share of outputs that is dropped in training
    /// @param initializer of the weights, its name in the registry
    public record LayerChoice(
            int units, String activation, boolean bias, String normalization, double dropout, String initializer) {
        /// The activation in today's spelling.
        public LayerChoice {
            activation = spelled(Registry.ACTIVATIONS, activation);
        }
    }

    /// Links and runs that were kept before have other spellings of a name, such as `rm_sprop`.
    private static String spelled(Registry<?> registry, String name) {
        Registry.Entry<?> entry = registry.find(name);
        return entry == null ? name : entry.notation();
    }
}
