package gradus;

import gradus.checkpoints.Checkpoint;
import gradus.checkpoints.CheckpointRun;
import gradus.checkpoints.Checkpoints;
import org.jspecify.annotations.Nullable;

/// A run to its end that saves checkpoints on the way.
final class CheckpointedRun {
    private final TrainingRun run;
    private final CheckpointRun saving;

    private CheckpointedRun(TrainingRun run, CheckpointRun saving) {
        this.run = run;
        this.saving = saving;
    }

    /// Continues from the newest checkpoint, if there is one, and trains to the end.
    static History finish(TrainingRun run, @Nullable Checkpoints checkpoints) {
        if (checkpoints == null) {
            return run.finish();
        }
        try (CheckpointRun saving = checkpoints.open()) {
            run.advance();
            Checkpoint newest = saving.begin(
                    run.snapshot(),
                    run.stepsPerEpoch(),
                    found -> run.moveTo(run.epochs(), found.batch(), found.progress()));
            if (newest != null) {
                run.restore(newest);
            }
            new CheckpointedRun(run, saving).train();
            return run.finish();
        }
    }

    /// Saves when a checkpoint is due, and at the end. If the run is paused, the end of the epoch still follows,
    /// but the checkpoint of that moment comes before it.
    private void train() {
        Phase next = run.next();
        while (next != Phase.END) {
            if (next == Phase.EPOCH_END && run.isPaused()) {
                break;
            }
            Phase done = next;
            next = run.advance();
            boolean isDue =
                    switch (done) {
                        case STEP -> saving.isDueAfterBatch(run.steps());
                        case EPOCH_END -> saving.isDueAfterEpoch(run.epochs() - 1);
                        default -> false;
                    };
            if (isDue) {
                saving.save(run.snapshot());
            }
        }
        if (!saving.isSaved(run.epochs(), run.batches(), run.stopReason())) {
            saving.save(run.snapshot());
        }
    }
}
