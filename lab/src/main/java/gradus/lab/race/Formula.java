package gradus.lab.race;

import gradus.math.RandomStream;
import java.util.List;

/// A surface that is a formula and comes down to 0.
///
/// @param noise the deviation of what is added to each part of the gradient
/// @param heights the formula
/// @param slopes its gradient
record Formula(
        String name,
        String label,
        String formula,
        String about,
        List<Double> range,
        List<Double> start,
        List<List<Double>> minima,
        double noise,
        Heights heights,
        Slopes slopes)
        implements Surface {
    /// All of them.
    static final List<Formula> ALL = List.of(
            new Formula(
                    "bowl",
                    "Bowl, 20 times steeper one way",
                    "f = ½·(x² + 20·y²)",
                    "The curvatures are 1 and 20. Plain descent converges below the rate 2/20 = 0.1 and diverges above; what is"
                            + " safe for y crawls along x.",
                    List.of(-2.4, 2.4, -2.4, 2.4),
                    List.of(-2.0, 1.4),
                    List.of(List.of(0.0, 0.0)),
                    0,
                    Formula::bowl,
                    Formula::bowlSlope),
            new Formula(
                    "saddle",
                    "Saddle",
                    "f = ½·x² - ½·y² + ¼·y⁴ + ¼",
                    "Level in the middle, falling on both sides. Along the ridge there is hardly any gradient that leads"
                            + " off it.",
                    List.of(-2.0, 2.0, -1.6, 1.6),
                    List.of(-1.6, 0.01),
                    List.of(List.of(0.0, 1.0), List.of(0.0, -1.0)),
                    0,
                    Formula::saddle,
                    Formula::saddleSlope),
            new Formula(
                    "rosenbrock",
                    "Rosenbrock's valley",
                    "f = (1 - x)² + 100·(y - x²)²",
                    "A bent valley with steep walls and a floor that is nearly level (Rosenbrock 1960). To find the valley is"
                            + " easy, to follow it is not.",
                    List.of(-2.0, 2.0, -1.0, 3.0),
                    List.of(-1.4, 2.0),
                    List.of(List.of(1.0, 1.0)),
                    0,
                    Formula::rosenbrock,
                    Formula::rosenbrockSlope),
            new Formula(
                    "beale",
                    "Beale's function",
                    "f = (1.5 - x + x·y)² + (2.25 - x + x·y²)² + (2.625 - x + x·y³)²",
                    "Plains between cliffs (Beale 1958): gradients of thousands at the corners, of nearly nothing in the"
                            + " middle.",
                    List.of(-4.5, 4.5, -4.5, 4.5),
                    List.of(1.0, 1.6),
                    List.of(List.of(3.0, 0.5)),
                    0,
                    Formula::beale,
                    Formula::bealeSlope),
            new Formula(
                    "himmelblau",
                    "Himmelblau's four hollows",
                    "f = (x² + y - 11)² + (x + y² - 7)²",
                    "Four minima of the same depth (Himmelblau 1972). Which one is found depends on the start, and on the"
                            + " optimizer.",
                    List.of(-5.0, 5.0, -5.0, 5.0),
                    List.of(-0.4, -1.2),
                    List.of(
                            List.of(3.0, 2.0),
                            List.of(-2.805118, 3.131312),
                            List.of(-3.779310, -3.283186),
                            List.of(3.584428, -1.848126)),
                    0,
                    Formula::himmelblau,
                    Formula::himmelblauSlope),
            new Formula(
                    "plateau",
                    "Noisy plateau",
                    "f = 1 - exp(-(x² + y²)/4), noise of 0.1 on each part of the gradient",
                    "Far out it is almost level, and the gradient there is mostly noise, as with small batches. All racers"
                            + " meet the same noise. Heights are shown without it.",
                    List.of(-4.0, 4.0, -4.0, 4.0),
                    List.of(-3.0, 2.2),
                    List.of(List.of(0.0, 0.0)),
                    0.1,
                    Formula::plateau,
                    Formula::plateauSlope));

    private static final RandomStream NOISE = RandomStream.of(0).derive("noise");

    /// The height of a place.
    interface Heights {
        /// Of `(x, y)`.
        double at(double x, double y);
    }

    /// The gradient at a place.
    interface Slopes {
        /// Writes that of `(x, y)`.
        void at(double x, double y, double[] slope);
    }

    @Override
    public Double minimum() {
        return 0.0;
    }

    @Override
    public double height(double x, double y) {
        return heights.at(x, y);
    }

    @Override
    public void gradient(double x, double y, int step, float[] gradient) {
        double[] slope = new double[2];
        slopes.at(x, y, slope);
        if (noise > 0) {
            RandomStream stream = NOISE.derive(step);
            slope[0] += noise * stream.nextGaussian();
            slope[1] += noise * stream.nextGaussian();
        }
        gradient[0] = (float) slope[0];
        gradient[1] = (float) slope[1];
    }

    private static double bowl(double x, double y) {
        return 0.5 * (x * x + 20 * y * y);
    }

    private static void bowlSlope(double x, double y, double[] slope) {
        slope[0] = x;
        slope[1] = 20 * y;
    }

    private static double saddle(double x, double y) {
        double square = y * y;
        return 0.5 * x * x - 0.5 * square + 0.25 * square * square + 0.25;
    }

    private static void saddleSlope(double x, double y, double[] slope) {
        slope[0] = x;
        slope[1] = y * y * y - y;
    }

    private static double rosenbrock(double x, double y) {
        double off = y - x * x;
        return (1 - x) * (1 - x) + 100 * off * off;
    }

    private static void rosenbrockSlope(double x, double y, double[] slope) {
        double off = y - x * x;
        slope[0] = -2 * (1 - x) - 400 * x * off;
        slope[1] = 200 * off;
    }

    private static double beale(double x, double y) {
        double a = 1.5 - x + x * y;
        double b = 2.25 - x + x * y * y;
        double c = 2.625 - x + x * y * y * y;
        return a * a + b * b + c * c;
    }

    private static void bealeSlope(double x, double y, double[] slope) {
        double a = 1.5 - x + x * y;
        double b = 2.25 - x + x * y * y;
        double c = 2.625 - x + x * y * y * y;
        slope[0] = 2 * (a * (y - 1) + b * (y * y - 1) + c * (y * y * y - 1));
        slope[1] = 2 * x * (a + 2 * b * y + 3 * c * y * y);
    }

    private static double himmelblau(double x, double y) {
        double a = x * x + y - 11;
        double b = x + y * y - 7;
        return a * a + b * b;
    }

    private static void himmelblauSlope(double x, double y, double[] slope) {
        double a = x * x + y - 11;
        double b = x + y * y - 7;
        slope[0] = 4 * x * a + 2 * b;
        slope[1] = 2 * a + 4 * y * b;
    }

    private static double plateau(double x, double y) {
        return -Math.expm1(-(x * x + y * y) / 4);
    }

    private static void plateauSlope(double x, double y, double[] slope) {
        double scale = 0.5 * Math.exp(-(x * x + y * y) / 4);
        slope[0] = scale * x;
        slope[1] = scale * y;
    }
}
