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
    private final Thread hook = new Thread(this::interrupt, "gradus-interrupt");
    private volatile boolean wanted;

    /// The interruption of one training run, which calls it as a callback.
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
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void interrupt() {
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

    /// Nothing is left to save: training is over, or it failed.
    void done() {
        finished.countDown();
        if (!wanted) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The program is ending already, and the hook no longer waits.
            }
        }
    }

    @Override
    public boolean wantsBatches() {
        return true;
    }

    @Override
    public void on(TrainingEvent event, Training training) {
        // Not before there is anything to save.
        if (wanted && !(event instanceof TrainingEvent.Started)) {
            training.pause("interrupted");
        }
    }
}
