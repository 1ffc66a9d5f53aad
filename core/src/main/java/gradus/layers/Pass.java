package gradus.layers;

/// What a bound layer is told about the pass that runs. One object serves a network for all its passes.
public final class Pass {
    private int rows;
    private boolean training;
    private long step;

    /// A pass of no rows, until [#begin(int, boolean, long)].
    public Pass() {}

    /// How many rows of the buffers are in use, at most the capacity they were made for.
    public int rows() {
        return rows;
    }

    /// Whether this pass trains: dropout drops, batch normalization uses the batch's statistics.
    public boolean training() {
        return training;
    }

    /// The 0-based number of the training step, for random numbers that change from step to step.
    public long step() {
        return step;
    }

    /// Sets what the next pass is. Called by the network only.
    public void begin(int rows, boolean training, long step) {
        this.rows = rows;
        this.training = training;
        this.step = step;
    }
}
