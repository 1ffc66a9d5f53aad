package gradus.cli;

import gradus.callbacks.Callback;
import gradus.callbacks.Training;
import gradus.callbacks.TrainingEvent;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Ctrl-C: training ends after the current batch, what it learned is saved, and only then does the program end. The JVM
/// itself exits with 130 then.
final class Interruption implements Callback {
    private static final int SECONDS_TO_SAVE = 30;

    private final Runnable asked;
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile boolean wanted;

    /// Of one training, which is told as its callback.
    Interruption() {
        this(() -> {});
    }

    /// Of many.
    ///
    /// @param asked called once, from another thread, when Ctrl-C is pressed
    Interruption(Runnable asked) {
        this.asked = asked;
    }

    void listen() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::interrupt, "gradus-interrupt"));
    }

    private void interrupt() {
        if (finished.getCount() == 0) {
            return;
        }
        wanted = true;
        asked.run();
        try {
            if (!finished.await(SECONDS_TO_SAVE, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(130);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean happened() {
        return wanted;
    }

    /// Everything is saved.
    void done() {
        finished.countDown();
    }

    @Override
    public boolean wantsBatches() {
        return true;
    }

    @Override
    public void on(TrainingEvent event, Training training) {
        if (wanted) {
            training.stop("interrupted");
        }
    }
}
