package gradus.layers;

/// The current pass through a network, as bound layers see it. One object serves a network for all its passes.
public final class Pass {
    private int rows;
    private boolean training;
    private long step;
    private double noiseShare = 1;

    /// Creates a pass of no rows, until [#begin(int, boolean, long)] is called.
    public Pass() {}

    /// {@return the number of rows of the buffers in use, at most their capacity}
    public int rows() {
        return rows;
    }

    /// {@return whether this pass trains: dropout drops values, and batch normalization uses the batch's
    /// statistics}
    public boolean training() {
        return training;
    }

    /// {@return the 0-based number of the training step, for random numbers that change from step to step}
    public long step() {
        return step;
    }

    /// {@return the share of its strength that noise, such as dropout, has in this step, in `[0, 1]`}
    public double noiseShare() {
        return noiseShare;
    }

    /// Sets the share of the strength of noise from the next pass on. Only the network calls this.
    ///
    /// @param share the share, in `[0, 1]`
    public void noiseShare(double share) {
        noiseShare = share;
    }

    /// Begins the next pass. Only the network calls this.
    ///
    /// @param rows the number of rows in use
    /// @param training whether the pass trains
    /// @param step the 0-based number of the training step
    public void begin(int rows, boolean training, long step) {
        this.rows = rows;
        this.training = training;
        this.step = step;
    }
}
