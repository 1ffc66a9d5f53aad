package gradus.training;

import gradus.kernels.KernelCompute;
import gradus.kernels.Kernels;
import gradus.kernels.Workers;
import gradus.math.RangeTask;
import gradus.optimizers.ParameterwiseOptimizer;
import gradus.optimizers.ParameterwiseOptimizer.BoundOptimizer;
import gradus.optimizers.ParameterwiseOptimizer.Slot;
import java.util.ArrayList;
import java.util.List;

/// Applies a rule to whole parameters: one parameter after the other, each with the help of all threads.
final class ParameterwiseUpdate implements RuleUpdate {
    private final float[] values;
    private final List<BoundOptimizer> bound = new ArrayList<>();
    private final double[] weightDecays;
    private final ParameterGroups groups;
    private final Pieces pieces;
    private final Workers workers;
    private final RangeTask decay = this::decay;

    ParameterwiseUpdate(
            ParameterwiseOptimizer rule,
            float[][] slots,
            SlotLayout layout,
            float[] values,
            List<TrainableParameter> trained,
            double weightDecay,
            ParameterGroups groups,
            Workers workers) {
        this.values = values;
        this.groups = groups;
        this.workers = workers;
        pieces = Pieces.of(trained.stream().map(TrainableParameter::range).toList());
        weightDecays = trained.stream()
                .mapToDouble(each -> rule.weightDecay(each.parameter(), weightDecay))
                .toArray();
        for (TrainableParameter each : trained) {
            List<Slot> own = new ArrayList<>();
            for (int slot = 0; slot < slots.length; slot++) {
                int offset = layout.place(slot, each.parameter().offset()).offset();
                own.add(new Slot(slots[slot], offset));
            }
            bound.add(rule.bind(each.parameter(), own, new KernelCompute(Kernels.current(), workers)));
        }
    }

    @Override
    public void update(float[] gradients) {
        pieces.run(workers, decay);
        // By index: an iterator would be allocated in every training step.
        for (int i = 0; i < bound.size(); i++) {
            bound.get(i).update(values, gradients, groups.step(i));
        }
    }

    private void decay(int first, int last) {
        for (int piece = first; piece < last; piece++) {
            int parameter = pieces.range(piece);
            double decay = weightDecays[parameter] * groups.decay(parameter);
            WeightDecay.apply(
                    values,
                    pieces.from(piece),
                    pieces.to(piece),
                    decay,
                    groups.ofAll().learningRate());
        }
    }
}
