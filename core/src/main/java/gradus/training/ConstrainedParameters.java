package gradus.training;

import gradus.constraints.Constraint;
import gradus.kernels.Workers;
import gradus.math.RangeTask;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The parameters with a constraint that is enforced after each update.
final class ConstrainedParameters {
    private final List<TrainableParameter> constrained;
    private final float[] values;
    private final Workers workers;
    private final RangeTask enforce = this::enforce;

    ConstrainedParameters(List<TrainableParameter> trained, float[] values, Workers workers) {
        this.values = values;
        this.workers = workers;
        constrained = trained.stream()
                .filter(each -> each.spec().constraint() != null)
                .toList();
    }

    void enforce() {
        workers.run(constrained.size(), 1, enforce);
    }

    private void enforce(int first, int last) {
        for (int i = first; i < last; i++) {
            TrainableParameter each = constrained.get(i);
            @Nullable Constraint constraint = each.spec().constraint();
            if (constraint != null) {
                constraint.apply(
                        values, each.parameter().offset(), each.parameter().shape());
            }
        }
    }
}
