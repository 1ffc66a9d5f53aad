package gradus;

import static gradus.internal.Require.require;

import gradus.data.Dataset;
import gradus.training.Trainer;
import java.util.Arrays;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/// Batches of the caller's own. An epoch takes [Fit#stepsPerEpoch()] of them, or all. When none is left, it ends, and
/// the next one begins another pass over the source.
final class SourceBatches implements Batches {
    private static final String ONCE =
            "Batches of one's own cannot be read again from the middle, so that this training"
                    + " has no checkpoints, snapshots and row numbers; train on a Dataset";

    private final Model model;
    private final Iterable<Dataset> source;
    private final Fit fit;
    private final FitRows data;
    private final int count;
    private Iterator<Dataset> pass;
    private @Nullable Dataset next;
    private int[] order = {};
    private int rows;

    /// Takes the first batch, which must fit the model.
    SourceBatches(Model model, Iterable<Dataset> source, Fit fit) {
        require(fit.checkpoints() == null, ONCE);
        require(
                fit.validationFraction() == 0,
                "Fit.validationFraction must be 0 with batches of one's own, got %s; use Fit.validation",
                fit.validationFraction());
        this.model = model;
        this.source = source;
        this.fit = fit;
        Integer steps = fit.stepsPerEpoch();
        count = steps == null ? Integer.MAX_VALUE : steps;
        pass = source.iterator();
        require(pass.hasNext(), "a training must have at least one batch, got none");
        next = pass.next();
        data = FitRows.of(model, next, fit);
    }

    @Override
    public FitRows data() {
        return data;
    }

    @Override
    public int size() {
        return data.train().rows();
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public void begin(int epoch) {
        if (next == null && !pass.hasNext()) {
            pass = source.iterator();
            require(
                    pass.hasNext(),
                    "the batches must last for all epochs, got none for epoch %s; give an Iterable that begins anew",
                    epoch + 1);
        }
    }

    @Override
    public boolean has(int batch) {
        return batch < count && (next != null || pass.hasNext());
    }

    @Override
    public Trainer reading(int batch, Trainer trainer) {
        Dataset given = next == null ? pass.next() : next;
        next = null;
        Dataset train = FitRows.of(model, given, fit.validation(null)).train();
        rows = train.rows();
        if (rows > order.length) {
            order = new int[rows];
            Arrays.setAll(order, i -> i);
        }
        if (rows <= trainer.network().capacity()) {
            trainer.readFrom(train);
            return trainer;
        }
        Trainer larger = model.trainer(train, rows).regulated(fit.regularizationShare(), fit.parameterGroups());
        larger.restore(trainer.progress());
        return larger;
    }

    @Override
    public int[] order() {
        return order;
    }

    @Override
    public int from(int batch) {
        return 0;
    }

    @Override
    public int rows(int batch) {
        return rows;
    }

    @Override
    public int[] rowsOf(int epoch, int batch) {
        throw new IllegalArgumentException(ONCE);
    }

    @Override
    public void requireRepeatable() {
        throw new IllegalArgumentException(ONCE);
    }
}
