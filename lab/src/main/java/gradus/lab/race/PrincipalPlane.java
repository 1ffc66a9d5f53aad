package gradus.lab.race;

/// The plane in which points of many dimensions differ most: through their mean, along the first two eigenvectors of
/// their covariance, by power iteration.
///
/// [Pearson 1901](https://doi.org/10.1080/14786440109462720)
final class PrincipalPlane {
    private static final int ITERATIONS = 200;

    private final double[] mean;
    private final double[] first;
    private final double[] second;
    private final double share;

    private PrincipalPlane(double[] mean, double[] first, double[] second, double share) {
        this.mean = mean;
        this.first = first;
        this.second = second;
        this.share = share;
    }

    /// Of rows `[from, to)`.
    static PrincipalPlane of(float[] values, int width, int from, int to) {
        double[] mean = new double[width];
        for (int row = from; row < to; row++) {
            for (int i = 0; i < width; i++) {
                mean[i] += values[row * width + i] / (double) (to - from);
            }
        }
        double[][] covariance = new double[width][width];
        double trace = 0;
        for (int row = from; row < to; row++) {
            for (int i = 0; i < width; i++) {
                double deviation = values[row * width + i] - mean[i];
                for (int j = 0; j < width; j++) {
                    covariance[i][j] += deviation * (values[row * width + j] - mean[j]) / (to - from);
                }
            }
        }
        for (int i = 0; i < width; i++) {
            trace += covariance[i][i];
        }
        double[] first = new double[width];
        double largest = direction(covariance, first);
        for (int i = 0; i < width; i++) {
            for (int j = 0; j < width; j++) {
                covariance[i][j] -= largest * first[i] * first[j];
            }
        }
        double[] second = new double[width];
        double next = direction(covariance, second);
        return new PrincipalPlane(mean, first, second, trace > 0 ? (largest + next) / trace : 1);
    }

    /// Writes the eigenvector of the largest eigenvalue, its largest part positive, and returns that value; 0 and no
    /// direction if all points are one.
    private static double direction(double[][] matrix, double[] vector) {
        int width = vector.length;
        int widest = 0;
        for (int i = 1; i < width; i++) {
            widest = matrix[i][i] > matrix[widest][widest] ? i : widest;
        }
        vector[widest] = 1;
        double length = 0;
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            double[] next = new double[width];
            length = 0;
            for (int i = 0; i < width; i++) {
                for (int j = 0; j < width; j++) {
                    next[i] += matrix[i][j] * vector[j];
                }
                length += next[i] * next[i];
            }
            length = Math.sqrt(length);
            if (length < 1e-12) {
                java.util.Arrays.fill(vector, 0);
                return 0;
            }
            for (int i = 0; i < width; i++) {
                vector[i] = next[i] / length;
            }
        }
        int largest = 0;
        for (int i = 1; i < width; i++) {
            largest = Math.abs(vector[i]) > Math.abs(vector[largest]) ? i : largest;
        }
        if (vector[largest] < 0) {
            for (int i = 0; i < width; i++) {
                vector[i] = -vector[i];
            }
        }
        return length;
    }

    /// How much of the points' spread lies in the plane, from 0 to 1.
    double share() {
        return share;
    }

    /// Puts a row onto the plane.
    void project(float[] values, int from, float[] flat, int to) {
        double right = 0;
        double up = 0;
        for (int i = 0; i < mean.length; i++) {
            double deviation = values[from + i] - mean[i];
            right += deviation * first[i];
            up += deviation * second[i];
        }
        flat[to] = (float) right;
        flat[to + 1] = (float) up;
    }
}
