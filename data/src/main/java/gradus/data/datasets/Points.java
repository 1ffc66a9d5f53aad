package gradus.data.datasets;

import gradus.data.tables.CategoryColumn;
import gradus.data.tables.Column;
import gradus.data.tables.NumericColumn;
import gradus.data.tables.Table;
import gradus.math.RandomStream;
import java.util.List;
import java.util.stream.IntStream;

/// The geometry behind a [Generator]. [StrictMath], so that every machine makes the same points.
final class Points {
    private static final double RADIUS = 5;
    /// Hills and hollows of the landscape: x, y, height.
    private static final double[][] HILLS = {
        {-4, 2.5, 1}, {0, 2.5, -1}, {4, 2.5, 1}, {-4, -2.5, -1}, {0, -2.5, 1}, {4, -2.5, -1}
    };

    private final String name;
    private final int samples;
    private final double noise;
    private final RandomStream random;
    private final double[] x;
    private final double[] y;
    private final double[] values;
    private final int[] classes;

    Points(String name, int samples, double noise, RandomStream random) {
        this.name = name;
        this.samples = samples;
        this.noise = noise;
        this.random = random;
        x = new double[samples];
        y = new double[samples];
        values = new double[samples];
        classes = new int[samples];
    }

    Table of(Generator generator, int blobs) {
        for (int i = 0; i < samples; i++) {
            switch (generator) {
                case CIRCLE -> circle(i);
                case XOR -> xor(i);
                case GAUSSIANS -> gaussians(i);
                case SPIRAL -> spiral(i);
                case MOONS -> moons(i);
                case CHECKERBOARD -> checkerboard(i);
                case BLOBS -> blobs(i, blobs);
                case PLANE -> plane(i);
                case HILLS -> hills(i);
            }
        }
        List<String> labels = generator == Generator.BLOBS
                ? IntStream.range(0, blobs).mapToObj(Integer::toString).toList()
                : List.of("negative", "positive");
        Column target = generator.target().equals("value")
                ? new NumericColumn("value", values)
                : new CategoryColumn("class", labels, classes);
        return Table.of(name, List.of(new NumericColumn("x1", x), new NumericColumn("x2", y), target));
    }

    private double uniform(double from, double to) {
        return from + (to - from) * random.nextDouble();
    }

    /// Half of the points, the first, are of one class.
    private boolean isFirstHalf(int i) {
        return i < samples / 2;
    }

    private void circle(int i) {
        double radius = isFirstHalf(i) ? uniform(0, RADIUS * 0.5) : uniform(RADIUS * 0.7, RADIUS);
        double angle = uniform(0, 2 * Math.PI);
        x[i] = radius * StrictMath.sin(angle);
        y[i] = radius * StrictMath.cos(angle);
        double seenX = x[i] + uniform(-RADIUS, RADIUS) * noise;
        double seenY = y[i] + uniform(-RADIUS, RADIUS) * noise;
        classes[i] = StrictMath.hypot(seenX, seenY) < RADIUS * 0.5 ? 1 : 0;
    }

    private void xor(int i) {
        double gap = 0.3; // keeps points off the axes
        x[i] = apart(uniform(-RADIUS, RADIUS), gap);
        y[i] = apart(uniform(-RADIUS, RADIUS), gap);
        double seenX = x[i] + uniform(-RADIUS, RADIUS) * noise;
        double seenY = y[i] + uniform(-RADIUS, RADIUS) * noise;
        classes[i] = seenX * seenY >= 0 ? 1 : 0;
    }

    private static double apart(double value, double gap) {
        return value + (value > 0 ? gap : -gap);
    }

    private void gaussians(int i) {
        double deviation = StrictMath.sqrt(0.5 + 7 * noise);
        double centre = isFirstHalf(i) ? 2 : -2;
        x[i] = centre + deviation * random.nextGaussian();
        y[i] = centre + deviation * random.nextGaussian();
        classes[i] = isFirstHalf(i) ? 1 : 0;
    }

    private void spiral(int i) {
        int half = samples / 2;
        double along = isFirstHalf(i) ? (double) i / half : (double) (i - half) / (samples - half);
        double angle = 1.75 * along * 2 * Math.PI + (isFirstHalf(i) ? 0 : Math.PI);
        x[i] = along * RADIUS * StrictMath.sin(angle) + uniform(-1, 1) * noise;
        y[i] = along * RADIUS * StrictMath.cos(angle) + uniform(-1, 1) * noise;
        classes[i] = isFirstHalf(i) ? 1 : 0;
    }

    private void moons(int i) {
        double angle = uniform(0, Math.PI);
        boolean upper = isFirstHalf(i);
        x[i] = (upper ? StrictMath.cos(angle) : 1 - StrictMath.cos(angle)) + noise * random.nextGaussian();
        y[i] = (upper ? StrictMath.sin(angle) : 0.5 - StrictMath.sin(angle)) + noise * random.nextGaussian();
        classes[i] = upper ? 0 : 1;
    }

    private void checkerboard(int i) {
        x[i] = uniform(-RADIUS, RADIUS);
        y[i] = uniform(-RADIUS, RADIUS);
        double side = RADIUS / 2;
        int column = (int) StrictMath.floor((x[i] + uniform(-side, side) * noise) / side);
        int row = (int) StrictMath.floor((y[i] + uniform(-side, side) * noise) / side);
        classes[i] = (column + row & 1) == 0 ? 1 : 0;
    }

    private void blobs(int i, int count) {
        classes[i] = i % count;
        double angle = 2 * Math.PI * classes[i] / count;
        double deviation = StrictMath.sqrt(0.25 + 7 * noise);
        x[i] = 4 * StrictMath.sin(angle) + deviation * random.nextGaussian();
        y[i] = 4 * StrictMath.cos(angle) + deviation * random.nextGaussian();
    }

    private void plane(int i) {
        place(i);
        values[i] = (seen(x[i]) + seen(y[i])) / 10;
    }

    private void hills(int i) {
        place(i);
        double seenX = seen(x[i]);
        double seenY = seen(y[i]);
        double strongest = 0;
        for (double[] hill : HILLS) {
            double height = hill[2] * Math.max(0, 1 - StrictMath.hypot(seenX - hill[0], seenY - hill[1]) / 2);
            strongest = Math.abs(height) > Math.abs(strongest) ? height : strongest;
        }
        values[i] = strongest;
    }

    private void place(int i) {
        x[i] = uniform(-6, 6);
        y[i] = uniform(-6, 6);
    }

    private double seen(double coordinate) {
        return coordinate + uniform(-6, 6) * noise;
    }
}
