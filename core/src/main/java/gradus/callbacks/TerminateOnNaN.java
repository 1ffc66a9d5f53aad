package gradus.callbacks;

/// Ends training quietly after a batch whose loss is NaN or infinite. By default such a loss is an error before it
/// changes a weight, see [gradus.Fit#stopOnNan()]; turn that off to use this callback.
public record TerminateOnNaN() implements Callback {
    @Override
    public boolean wantsBatches() {
        return true;
    }

    @Override
    public void on(TrainingEvent event, Training training) {
        if (event instanceof TrainingEvent.BatchEnded ended && !Double.isFinite(ended.loss())) {
            training.stop("TerminateOnNaN: the loss of batch " + (ended.batch() + 1) + " is " + ended.loss());
        }
    }
}
