package gradus.spark;

import gradus.Model;
import gradus.callbacks.CallbackState;
import gradus.callbacks.EarlyStopping;
import gradus.callbacks.Training;
import gradus.callbacks.TrainingEvent;
import gradus.metrics.Metric;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;

/// A training by rounds: each shard trains an epoch on its own rows, from the same state, and the mean of their states
/// is where the next round begins (local SGD; Stich 2019, SparkNet: Moritz et al. 2016).
///
/// A task is a function of the state, its shard and the number of the round alone. So it may be repeated, run twice at
/// once, or run anywhere; nothing waits for another task, and the result has the same bits.
final class Rounds implements Training {
    private final JavaSparkContext spark;
    private final JavaRDD<Shard> shards;
    private final Broadcast<Network> network;
    private final Model model;
    private final double momentum;
    private final int slice;
    private final boolean validated;
    private final Map<String, List<Double>> history = new LinkedHashMap<>();

    private State state;
    private State before;
    private int round;
    private Map<String, Double> logs = Map.of();
    private @Nullable String stopReason;
    private @Nullable EarlyStopping stopping;
    private CallbackState restored = CallbackState.EMPTY;
    private int begun;

    /// @param model the compiled model, with its first weights or those of a checkpoint
    /// @param momentum what each round adds of the last change of the parameters
    /// @param validated whether there are validation rows
    Rounds(
            JavaSparkContext spark,
            JavaRDD<Shard> shards,
            Broadcast<Network> network,
            Model model,
            double momentum,
            int slice,
            boolean validated) {
        this.spark = spark;
        this.shards = shards;
        this.network = network;
        this.model = model;
        this.momentum = momentum;
        this.slice = slice;
        this.validated = validated;
        state = State.of(model);
        before = state;
    }

    /// Goes on from a checkpoint.
    void resume(RoundFiles.Found found) {
        round = found.rounds();
        begun = round;
        state = found.state();
        before = state.parameters(found.earlier());
        found.past().history().forEach((name, values) -> history.put(name, new ArrayList<>(values)));
        stopReason = found.past().stopReason();
        restored = found.stopping();
    }

    /// Trains up to some number of rounds.
    ///
    /// @param early ends training before, or null
    /// @param after called after each round
    void train(int rounds, @Nullable EarlyStopping early, Consumer<Rounds> after) {
        stopping = early;
        tell(new TrainingEvent.Started(rounds, 1));
        if (early != null && !restored.equals(CallbackState.EMPTY)) {
            early.restore(restored);
        }
        while (round < rounds && stopReason == null) {
            tell(new TrainingEvent.EpochStarted(round));
            spark.setJobDescription("Gradus: round " + (round + 1) + " of " + rounds
                    + (logs.isEmpty() ? "" : ", loss " + String.format("%.4g", logs.get("loss"))));
            advance();
            tell(new TrainingEvent.EpochEnded(round, logs));
            logs.forEach((name, value) ->
                    history.computeIfAbsent(name, n -> new ArrayList<>()).add(value));
            round++;
            after.accept(this);
        }
        state.into(model);
        model.updater().finish();
        state = State.of(model);
        tell(new TrainingEvent.Ended(round));
        state.into(model);
        spark.setJobDescription(null);
    }

    private void tell(TrainingEvent event) {
        if (stopping != null) {
            stopping.on(event, this);
        }
    }

    private void advance() {
        State from = state;
        Broadcast<Network> all = network;
        int number = round;
        Broadcast<State> sent = spark.broadcast(from);
        JavaRDD<Trained> trained = shards.map(shard -> all.value().train(sent.value(), shard, number));
        Means.Round mean = Means.of(trained, from, slice);
        sent.destroy();
        state = momentum == 0 ? mean.state() : pushed(from, mean.state());
        before = from;
        logs = new LinkedHashMap<>(mean.logs());
        if (validated) {
            Broadcast<State> next = spark.broadcast(state);
            Means.logs(shards.map(shard -> all.value().evaluate(next.value(), shard))
                            .collect())
                    .forEach((name, value) -> logs.put("val_" + name, value));
            next.destroy();
        }
    }

    /// The mean and a part of the last change (heavy ball).
    private State pushed(State from, State mean) {
        float[] next = mean.parameters();
        float[] here = from.parameters();
        float[] last = before.parameters();
        for (int i = 0; i < next.length; i++) {
            next[i] += (float) (momentum * (here[i] - last[i]));
        }
        return mean.parameters(next);
    }

    /// The rounds so far.
    int rounds() {
        return round;
    }

    /// The rounds that a checkpoint had when this training went on from it.
    int begun() {
        return begun;
    }

    State state() {
        return state;
    }

    /// What a checkpoint must have beside the weights.
    RoundFiles.Past past() {
        return new RoundFiles.Past(history, stopReason, stopping().numbers());
    }

    /// What [EarlyStopping] knows.
    CallbackState stopping() {
        return stopping == null ? CallbackState.EMPTY : stopping.state();
    }

    /// The parameters one round earlier.
    float[] earlier() {
        return before.parameters();
    }

    /// The logs of each round.
    Map<String, List<Double>> history() {
        return history;
    }

    @Override
    public List<String> logNames() {
        List<String> names =
                new ArrayList<>(model.compilation().logs(model.graph()).keySet());
        if (validated) {
            List.copyOf(names).forEach(name -> names.add("val_" + name));
        }
        return names;
    }

    @Override
    public Metric.Direction direction(String logName) {
        String name = logName.startsWith("val_") ? logName.substring(4) : logName;
        return model.compilation().logs(model.graph()).getOrDefault(name, Metric.Direction.DOWN);
    }

    @Override
    public Map<String, Double> logs() {
        return logs;
    }

    @Override
    public float[] parameters() {
        return state.parameters();
    }

    @Override
    public void parameters(float[] values) {
        state = state.parameters(values);
    }

    @Override
    public double learningRate() {
        return state.learningRate();
    }

    @Override
    public void learningRate(double value) {
        state = state.learningRate(value);
    }

    @Override
    public void stop(String reason) {
        stopReason = reason;
    }

    @Override
    public void save(Path file) {
        state.into(model);
        model.save(file);
    }

    @Override
    public long steps() {
        return state.steps();
    }
}
