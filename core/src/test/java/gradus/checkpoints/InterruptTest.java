package gradus.checkpoints;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.callbacks.Callback;
import gradus.callbacks.Training;
import gradus.callbacks.TrainingEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A thread that is interrupted trains on, and what it saves is saved.
class InterruptTest {
    private static final int STEPS = TrainingRun.EPOCHS * TrainingRun.STEPS_PER_EPOCH;

    private final Path folder;
    private final List<CheckpointNotice> notices = new ArrayList<>();

    InterruptTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @AfterEach
    void clear() {
        Thread.interrupted();
    }

    private Checkpoints checkpoints() {
        return Checkpoints.in(folder).everySteps(1).listener(notices::add);
    }

    private static Callback interruptAfter(long step) {
        return new Callback() {
            @Override
            public boolean wantsBatches() {
                return true;
            }

            @Override
            public void on(TrainingEvent event, Training training) {
                if (event instanceof TrainingEvent.BatchEnded && training.steps() == step) {
                    Thread.currentThread().interrupt();
                }
            }
        };
    }

    @Test
    void interruptWhileTraining_losesNoCheckpoint_andStaysSet() {
        TrainingRun whole = new TrainingRun();
        String expected = whole.result(whole.fit(null));
        TrainingRun run = new TrainingRun();
        run.callbacks = List.of(interruptAfter(5));
        assertThat(run.result(run.fit(checkpoints()))).isEqualTo(expected);
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
        assertThat(notices).hasSize(STEPS + 1).allMatch(notice -> notice instanceof CheckpointNotice.Saved);
    }

    @Test
    void interruptBefore_opensTheFolder_andResumes() {
        TrainingRun first = new TrainingRun();
        first.withEarlyStopping = false;
        first.fit(checkpoints());
        notices.clear();
        Thread.currentThread().interrupt();
        TrainingRun longer = new TrainingRun();
        longer.withEarlyStopping = false;
        longer.epochs++;
        longer.fit(checkpoints().resume(true));
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
        assertThat(notices.getFirst()).isInstanceOf(CheckpointNotice.Resumed.class);
        assertThat(notices.getLast()).isInstanceOf(CheckpointNotice.Saved.class);
    }
}
