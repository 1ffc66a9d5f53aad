package gradus.data.datasets;

import gradus.data.tables.DataException;
import gradus.data.tables.SchemaOptions;
import gradus.data.tables.Table;
import gradus.math.RandomStream;
import gradus.problems.Task;

/// A data set of points in the plane that is made, not measured: as many as wanted, as noisy as wanted, the same for
/// the same seed. Columns `x1` and `x2`, and the target `class` or `value`.
///
/// Circle, xor, gaussians, spiral, plane and hills follow the description of the TensorFlow Playground
/// ([Smilkov et al. 2017](https://arxiv.org/abs/1708.03788)).
public enum Generator {
    /// A disc inside a ring. Of radius 5: the disc ends at 2.5, the ring begins at 3.5. Noise moves a point, as a
    /// fraction of the radius, before it is judged.
    CIRCLE("circle", "a disc inside a ring", Task.BINARY, 0.1),
    /// Four squares, positive where both coordinates have one sign.
    XOR("xor", "positive where both coordinates have one sign", Task.BINARY, 0.1),
    /// Two clouds around (2, 2) and (-2, -2), of variance 0.5 + 7·noise.
    GAUSSIANS("gaussians", "two normal clouds", Task.BINARY, 0.1),
    /// Two spirals into each other, of one and three quarter turns.
    SPIRAL("spiral", "two spirals into each other", Task.BINARY, 0.1),
    /// Two half circles into each other, with normal noise.
    MOONS("moons", "two half circles into each other", Task.BINARY, 0.1),
    /// Sixteen squares, four by four.
    CHECKERBOARD("checkerboard", "the squares of a board of four by four", Task.BINARY, 0.1),
    /// Normal clouds on a circle of radius 4, one a class; `classes` says how many.
    BLOBS("blobs", "several normal clouds, one a class", Task.MULTICLASS, 0.1),
    /// The value is (x1 + x2) / 10.
    PLANE("plane", "regression: a slope", Task.REGRESSION, 0.1),
    /// The value is the height of the nearest of six hills and hollows.
    HILLS("hills", "regression: six hills and hollows", Task.REGRESSION, 0.1);

    /// How many points there are unless told.
    public static final int DEFAULT_SAMPLES = 500;
    /// How many classes blobs have unless told.
    public static final int DEFAULT_CLASSES = 3;

    private static final int MOST_SAMPLES = 10_000_000;
    private static final int MOST_CLASSES = 20;

    private final String label;
    private final String description;
    private final Task task;
    private final double defaultNoise;

    Generator(String label, String description, Task task, double defaultNoise) {
        this.label = label;
        this.description = description;
        this.task = task;
        this.defaultNoise = defaultNoise;
    }

    /// {@return the name, such as `spiral`}
    public String label() {
        return label;
    }

    /// {@return a short description}
    public String description() {
        return description;
    }

    /// {@return the task}
    public Task task() {
        return task;
    }

    /// {@return the default noise}
    public double defaultNoise() {
        return defaultNoise;
    }

    /// {@return the column to predict: `class` or `value`}
    public String target() {
        return task == Task.REGRESSION ? "value" : "class";
    }

    /// {@return the default options for encoding its table}
    public SchemaOptions defaults() {
        return new SchemaOptions(target()).task(task);
    }

    /// Generates points with the default number of classes.
    ///
    /// @param samples number of points, at least 10
    /// @param noise 0 for none; 0.5 is strong
    /// @param seed the same seed gives the same points
    /// @return the points and their targets
    /// @throws DataException if an argument is out of its range
    public Table generate(int samples, double noise, long seed) {
        return generate(samples, noise, seed, DEFAULT_CLASSES);
    }

    /// Generates points.
    ///
    /// @param samples number of points, at least 10
    /// @param noise 0 for none; 0.5 is strong
    /// @param seed the same seed gives the same points
    /// @param classes number of classes of `blobs`, from 2 to 20; the other generators ignore it
    /// @return the points and their targets
    /// @throws DataException if an argument is out of its range
    public Table generate(int samples, double noise, long seed, int classes) {
        require(samples >= 10 && samples <= MOST_SAMPLES, "samples", "from 10 to " + MOST_SAMPLES, samples);
        require(noise >= 0 && noise <= 10, "noise", "from 0 to 10", noise);
        require(classes >= 2 && classes <= MOST_CLASSES, "classes", "from 2 to " + MOST_CLASSES, classes);
        return new Points(label, samples, noise, RandomStream.of(seed).derive("generator " + label)).of(this, classes);
    }

    private void require(boolean holds, String parameter, String range, Object got) {
        if (!holds) {
            throw new DataException(label + ": " + parameter + " must be " + range + ", got " + got);
        }
    }
}
