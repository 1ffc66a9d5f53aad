package gradus.cli;

import gradus.callbacks.Callback;
import gradus.callbacks.Training;
import gradus.callbacks.TrainingEvent;
import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Ctrl-C: training ends after the current batch, what it learned is saved, and only then does the program end. The JVM
/// itself exits with 130 then.
final class Interruption implements Callback {
    /// The exit code of a command that Ctrl-C ended early.
    static final int CODE = 130;

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

    /// Says how far a command was that has nothing to save, and lets the program end at once.
    ///
    /// @param words called when Ctrl-C is pressed, from another thread
    static Interruption saying(PrintWriter err, Supplier<String> words) {
        Interruption interruption = new Interruption(() -> {
            err.println(words.get());
            err.flush();
        });
        interruption.finished.countDown();
        interruption.listen();
        return interruption;
    }

    void listen() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void interrupt() {
        wanted = true;
        asked.run();
        try {
            if (!finished.await(SECONDS_TO_SAVE, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(CODE);
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
