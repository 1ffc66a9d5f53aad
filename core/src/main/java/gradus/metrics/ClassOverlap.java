package gradus.metrics;

import static gradus.internal.Require.require;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The intersection over union of classes: how often true and predicted class are both one of them, divided by how
/// often at least one of them is. As in Keras, 1e-7 is added to divisors, and classes that do not occur are
/// ignored, as are values that are not class numbers.
final class ClassOverlap implements Metric.Accumulator {
    private static final double EPSILON = 1e-7;

    /// Returns the class of a number, or of the numbers of a row.
    @FunctionalInterface
    interface Classes {
        int of(float[] values, int index);
    }

    private final List<Integer> classes;
    private final @Nullable Integer ignored;
    private final int items;
    private final Classes trueClass;
    private final Classes predictedClass;
    private final double[] both;
    private final double[] truly;
    private final double[] predicted;
    private double count;

    /// @param classes the classes whose mean is taken
    /// @param ignored the true class that does not count; null for none
    /// @param items how many classes a row has
    ClassOverlap(
            int numClasses,
            List<Integer> classes,
            @Nullable Integer ignored,
            int items,
            Classes trueClass,
            Classes predictedClass) {
        this.classes = classes;
        this.ignored = ignored;
        this.items = items;
        this.trueClass = trueClass;
        this.predictedClass = predictedClass;
        both = new double[numClasses];
        truly = new double[numClasses];
        predicted = new double[numClasses];
    }

    /// Starts an accumulator for classes that are numbers, or the largest number of a row.
    static Metric.Accumulator start(
            Metric metric,
            int numClasses,
            List<Integer> classes,
            @Nullable Integer ignored,
            boolean sparseTargets,
            boolean sparsePredictions,
            int width,
            int targetWidth) {
        int items = sparsePredictions ? width : 1;
        require(
                items == (sparseTargets ? targetWidth : 1)
                        && (sparseTargets || targetWidth > 1)
                        && (sparsePredictions || width > 1),
                "%s must have as many true as predicted classes in a row, got %s and %s; sparseYTrue and sparseYPred"
                        + " say whether these are numbers, or the largest of at least 2 numbers in a row",
                metric.getClass().getSimpleName(),
                sparseTargets ? targetWidth : 1,
                items);
        return new ClassOverlap(
                numClasses, classes, ignored, items, of(sparseTargets, targetWidth), of(sparsePredictions, width));
    }

    private static Classes of(boolean sparse, int width) {
        return sparse ? (values, i) -> (int) values[i] : (values, row) -> Columns.argmax(values, row * width, width);
    }

    /// Checks arguments that metrics share, and returns a copy of the classes.
    static List<Integer> check(String who, int numClasses, List<Integer> classes) {
        require(numClasses >= 1, "%s.numClasses must be at least 1, got %s", who, numClasses);
        require(
                !classes.isEmpty() && classes.stream().allMatch(one -> one >= 0 && one < numClasses),
                "%s.targetClassIds must be in [0, %s), got %s",
                who,
                numClasses,
                classes);
        return List.copyOf(classes);
    }

    static List<Integer> all(int numClasses) {
        return IntStream.range(0, numClasses).boxed().toList();
    }

    @Override
    public void add(float[] targets, float[] predictions, float @Nullable [] weights, int rows) {
        for (int item = 0; item < rows * items; item++) {
            double weight = weights == null ? 1 : weights[item / items];
            int label = trueClass.of(targets, item);
            int guess = predictedClass.of(predictions, item);
            boolean counts = label >= 0 && label < both.length && guess >= 0 && guess < both.length;
            if (counts && (ignored == null || label != ignored)) {
                both[label] += label == guess ? weight : 0;
                truly[label] += weight;
                predicted[guess] += weight;
            }
            count += weight;
        }
    }

    @Override
    public double result() {
        if (count == 0) {
            return Double.NaN;
        }
        double sum = 0;
        double found = EPSILON;
        for (int one : classes) {
            double union = truly[one] + predicted[one] - both[one];
            if (union > 1e-9) {
                sum += both[one] / (union + EPSILON);
                found++;
            }
        }
        return sum / found;
    }

    @Override
    public void reset() {
        Arrays.fill(both, 0);
        Arrays.fill(truly, 0);
        Arrays.fill(predicted, 0);
        count = 0;
    }

    @Override
    public double[] state() {
        return Columns.joined(both, truly, predicted, new double[] {count});
    }

    @Override
    public void restore(double[] state) {
        Columns.requireState(state, 3 * both.length + 1);
        Columns.part(Arrays.copyOf(state, 3 * both.length), both, truly, predicted);
        count = state[3 * both.length];
    }
}
