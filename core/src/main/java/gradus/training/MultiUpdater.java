package gradus.training;

import gradus.kernels.Workers;
import gradus.optimizers.MultiOptimizer;
import gradus.optimizers.Optimizer;
import gradus.optimizers.ParameterGroup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Runs each optimizer of a [MultiOptimizer] on its own parameters; for it, all others are frozen.
final class MultiUpdater extends Updater {
    private final List<Updater> parts = new ArrayList<>();
    private long steps;

    MultiUpdater(MultiOptimizer optimizer, float[] values, List<TrainableParameter> parameters, Workers workers) {
        super(optimizer);
        List<Optimizer> optimizers = optimizer.parts();
        for (int i = 0; i < optimizers.size(); i++) {
            int part = i;
            List<TrainableParameter> own = parameters.stream()
                    .map(each -> optimizer.partOf(each.parameter().name()) == part
                            ? each
                            : new TrainableParameter(each.parameter(), each.spec(), true))
                    .toList();
            parts.add(Updater.of(optimizers.get(part), values, own, workers));
        }
    }

    @Override
    public long steps() {
        return steps;
    }

    @Override
    public double learningRate() {
        return parts.getLast().learningRate();
    }

    @Override
    public void learningRate(double value) {
        parts.getLast().learningRate(value);
    }

    @Override
    public void parameterGroups(List<ParameterGroup> value) {
        parts.forEach(part -> part.parameterGroups(value));
    }

    @Override
    public void decayShare(double value) {
        for (int i = 0; i < parts.size(); i++) {
            parts.get(i).decayShare(value);
        }
    }

    @Override
    public void beginStep() {
        for (int i = 0; i < parts.size(); i++) {
            parts.get(i).beginStep();
        }
    }

    @Override
    public void cancelStep() {
        for (int i = 0; i < parts.size(); i++) {
            parts.get(i).cancelStep();
        }
    }

    @Override
    public void apply(float[] batchGradients) {
        for (int i = 0; i < parts.size(); i++) {
            parts.get(i).apply(batchGradients);
        }
        steps++;
    }

    @Override
    public void finish() {
        parts.forEach(Updater::finish);
    }

    @Override
    boolean average(float[] copy) {
        boolean any = false;
        for (Updater part : parts) {
            any |= part.average(copy);
        }
        return any;
    }

    @Override
    public SavedModel.OptimizerState state() {
        Map<String, float[]> slots = new LinkedHashMap<>();
        for (int i = 0; i < parts.size(); i++) {
            int part = i;
            parts.get(i)
                    .state()
                    .slots()
                    .forEach((name, values) -> slots.put(MultiOptimizer.inPart(part, name), values));
        }
        return new SavedModel.OptimizerState(steps, learningRate(), slots);
    }

    @Override
    public void restore(SavedModel.OptimizerState saved) {
        for (int i = 0; i < parts.size(); i++) {
            boolean last = i == parts.size() - 1;
            double rate = last ? saved.learningRate() : parts.get(i).learningRate();
            parts.get(i)
                    .restore(new SavedModel.OptimizerState(
                            saved.steps(), rate, MultiOptimizer.ofPart(i, saved.slots())));
        }
        steps = saved.steps();
    }
}
