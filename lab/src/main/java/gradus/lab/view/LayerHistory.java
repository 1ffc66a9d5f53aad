package gradus.lab.view;

import gradus.lab.messages.Messages.LayerSample;
import gradus.lab.messages.Messages.Sample;
import java.util.ArrayList;
import java.util.List;

/// What happened in the layers of a run so far, of bounded length: when it is full, every second moment goes, and new
/// ones are taken half as often.
final class LayerHistory {
    static final int MOST = 160;

    private final List<Sample> samples = new ArrayList<>();
    private long apart;

    LayerHistory(long plannedSteps) {
        apart = Math.max(1, plannedSteps / MOST);
    }

    /// Whether a moment would be kept.
    boolean wants(long step) {
        return samples.isEmpty() || step >= samples.getLast().step() + apart;
    }

    /// Keeps a moment, unless it is too soon after the last one.
    void add(long step, List<LayerSample> layers) {
        if (!wants(step)) {
            return;
        }
        samples.add(new Sample(step, layers));
        if (samples.size() > MOST) {
            for (int i = samples.size() - 2; i > 0; i -= 2) {
                samples.remove(i);
            }
            apart = Math.max(
                    1, 2 * (samples.getLast().step() - samples.getFirst().step()) / MOST);
        }
    }

    /// The moments after a step.
    List<Sample> after(long step) {
        return samples.stream().filter(sample -> sample.step() > step).toList();
    }
}
