package gradus.checkpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.code_intelligence.jazzer.junit.FuzzTest;
import gradus.callbacks.CallbackState;
import gradus.internal.Hash;
import gradus.testing.FuzzBounds;
import gradus.training.SavedModel.OptimizerState;
import gradus.training.Trainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Any bytes under a valid SHA-256, read as a checkpoint; `docs/fuzzing.md` tells how to search for more.
class CheckpointFuzzTest {
    private static final int DIGEST = 32;
    private static final Path FILE = Path.of("fuzz.checkpoint");
    private static final Path SEED = Path.of(System.getProperty("java.io.tmpdir"), "seed.checkpoint");

    static Stream<Arguments> checkpoints() {
        return Stream.of("", "stopped").map(text -> {
            try {
                MemoryStorage storage = new MemoryStorage();
                CheckpointFile.write(storage, SEED, checkpoint(text));
                byte[] content = storage.bytes(SEED);
                return arguments((Object) Arrays.copyOf(content, content.length - DIGEST));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static Checkpoint checkpoint(String text) {
        return new Checkpoint(
                Map.of("seed", "7" + text),
                3,
                5,
                text.isEmpty() ? null : text,
                new float[] {1, 2, 3},
                new OptimizerState(77, 1e-3, Map.of("m", new float[] {1, 2})),
                new Trainer.Progress(1.5, 40, List.of(new double[] {1, 2}, new double[0])),
                List.of(new Checkpoint.NamedState(
                        "a.B", new CallbackState(Map.of("wait", 2.0), Map.of("best", new float[] {3, 4})))),
                List.of(0, 1, 2),
                Map.of("loss", List.of(1.0, 0.5, 0.25)));
    }

    @MethodSource("checkpoints")
    @FuzzTest(maxDuration = "4m")
    void checkpoint(byte[] content) throws IOException {
        byte[] whole = Arrays.copyOf(content, content.length + DIGEST);
        System.arraycopy(Hash.sha256().digest(content), 0, whole, content.length, DIGEST);
        MemoryStorage storage = new MemoryStorage();
        storage.put(FILE, whole);
        String refusal = FuzzBounds.hold(CheckpointException.class, 0, () -> {
            Checkpoint read = CheckpointFile.read(storage, FILE);
            CheckpointSummary summary = CheckpointSummary.of(storage, FILE);
            assertThat(summary.fingerprint()).isEqualTo(read.fingerprint());
            assertThat(summary.steps()).isEqualTo(read.optimizer().steps());
        });
        if (refusal != null) {
            assertThatThrownBy(() -> CheckpointSummary.of(storage, FILE)).hasMessage(refusal);
        }
    }
}
