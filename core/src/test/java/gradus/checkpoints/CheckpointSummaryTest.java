package gradus.checkpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.callbacks.CallbackState;
import gradus.training.SavedModel.OptimizerState;
import gradus.training.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointSummaryTest {
    private final MemoryStorage storage = new MemoryStorage();
    private final Path file;

    CheckpointSummaryTest(@TempDir Path folder) {
        file = folder.resolve("step-00000077.checkpoint");
    }

    private void write(float[] parameters) throws IOException {
        CheckpointFile.write(
                storage,
                file,
                new Checkpoint(
                        Map.of("seed", "7"),
                        3,
                        5,
                        "enough",
                        parameters,
                        new OptimizerState(77, 1e-3, Map.of("m", new float[4])),
                        new Trainer.Progress(1.5, 40, List.of(new double[] {1, 2})),
                        List.of(new Checkpoint.NamedState(
                                "gradus.callbacks.EarlyStopping",
                                new CallbackState(Map.of("wait", 2.0), Map.of("best", parameters)))),
                        List.of(0, 1, 2),
                        Map.of("loss", List.of(3.0, 2.0, 0.5))));
    }

    @Test
    void summary_saysWhereTheTrainingIsAndWhatTheFileHolds() throws IOException {
        // More than the buffer holds.
        write(new float[100_003]);
        CheckpointSummary found = CheckpointSummary.of(storage, file);
        assertThat(found.bytes()).isEqualTo(storage.size(file));
        assertThat(found.fingerprint()).containsExactly(Map.entry("seed", "7"));
        assertThat(List.of(found.epoch(), found.batch())).containsExactly(3, 5);
        assertThat(found.stopReason()).isEqualTo("enough");
        assertThat(found.steps()).isEqualTo(77);
        assertThat(found.learningRate()).isEqualTo(1e-3);
        assertThat(found.lastLogs()).containsExactly(Map.entry("loss", 0.5));
        assertThat(found.parts())
                .extracting(CheckpointSummary.Part::name)
                .containsExactly("fingerprint", "parameters", "optimizer", "progress", "callbacks", "history");
        assertThat(found.parts())
                .extracting(CheckpointSummary.Part::content)
                .contains(
                        "100003 weights and statistics",
                        "m of 4",
                        "EarlyStopping",
                        "losses and metrics of 40 rows of the epoch",
                        "3 epochs of loss");
        assertThat(found.parts().get(1).bytes()).isEqualTo(4 + 4 * 100_003);
    }

    @Test
    void everyFlippedBit_isTold() throws IOException {
        write(new float[] {1, 2});
        byte[] bytes = storage.bytes(file);
        for (int bit = 0; bit < 8 * bytes.length; bit++) {
            byte[] changed = bytes.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            storage.put(file, changed);
            assertThatThrownBy(() -> CheckpointSummary.of(storage, file)).isInstanceOf(CheckpointException.class);
        }
    }
}
