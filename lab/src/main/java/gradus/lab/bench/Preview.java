package gradus.lab.bench;

import gradus.lab.messages.LabSettings;
import gradus.lab.messages.Messages.CurvePoint;
import gradus.lab.messages.Messages.Previewed;
import gradus.lab.run.Run;
import gradus.lab.run.Uploads;
import java.util.List;

/// What a change of settings would do: both are trained with the same seeds, as many as a short time allows.
public final class Preview {
    private static final int SEEDS = 8;
    /// After so long no further seed is begun, in nanoseconds.
    private static final long TIME = 1_500_000_000L;

    private Preview() {}

    /// Trains with settings as they are, and as they would be.
    public static Previewed of(LabSettings now, LabSettings then, Uploads uploads) {
        long end = System.nanoTime() + TIME;
        double before = 0;
        double after = 0;
        int better = 0;
        int seeds = 0;
        while (seeds < SEEDS && (seeds == 0 || System.nanoTime() < end)) {
            double one = loss(now.seed(now.seed() + seeds), uploads);
            double other = loss(then.seed(then.seed() + seeds), uploads);
            before += one;
            after += other;
            better += other < one ? 1 : 0;
            seeds++;
        }
        return new Previewed(seeds, finite(before / seeds), finite(after / seeds), better);
    }

    private static @org.jspecify.annotations.Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    /// The validation loss at the end, or that of training where there is no validation; infinite if it diverged.
    private static double loss(LabSettings settings, Uploads uploads) {
        Run run = new Run(0, settings, uploads);
        while (run.goesOn()) {
            run.epoch();
        }
        List<CurvePoint> points = run.curve().all();
        int at = points.isEmpty()
                        || points.getLast().values().size() <= run.names().size()
                ? 0
                : run.names().size();
        Double loss = points.isEmpty() || run.hasEnded()
                ? null
                : points.getLast().values().get(at);
        return loss == null ? Double.POSITIVE_INFINITY : loss;
    }
}
