package gradus.checkpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.callbacks.CallbackState;
import gradus.checkpoints.CheckpointException.Problem;
import gradus.internal.Hash;
import gradus.training.SavedModel.OptimizerState;
import gradus.training.Trainer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFileTest {
    private static final int DIGEST = 32;

    private final Path folder;
    private final MemoryStorage storage = new MemoryStorage();
    private final Path file;

    CheckpointFileTest(@TempDir Path folder) {
        this.folder = folder;
        file = folder.resolve("step-00000001.checkpoint");
    }

    private static Checkpoint example(String text, float[] parameters) {
        return new Checkpoint(
                Map.of("seed", text),
                3,
                5,
                text.isEmpty() ? null : text,
                parameters,
                new OptimizerState(77, 1e-3, Map.of("m", new float[] {1, 2}, "v", new float[] {Float.MIN_VALUE})),
                new Trainer.Progress(1.5, 40, List.of(new double[] {1, Double.NaN}, new double[0])),
                List.of(
                        new Checkpoint.NamedState(
                                "a.B", new CallbackState(Map.of("wait", 2.0), Map.of("best", parameters))),
                        new Checkpoint.NamedState("a.B", CallbackState.EMPTY)),
                List.of(0, 1, 2),
                Map.of("loss", List.of(1.0, Double.NaN, -0.0)));
    }

    private byte[] written(Checkpoint checkpoint) throws IOException {
        CheckpointFile.write(storage, file, checkpoint);
        return storage.bytes(file);
    }

    private Checkpoint read(byte[] bytes) throws IOException {
        storage.put(file, bytes);
        return CheckpointFile.read(storage, file);
    }

    @Test
    void everything_comesBackToTheBit() throws IOException {
        float[] parameters = new float[50_000];
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = Float.intBitsToFloat(i * 85_899);
        }
        Checkpoint saved = example("ends \u00e4t \ud83c\udf93 once", parameters);
        Checkpoint back = read(written(saved));
        assertThat(bits(back.parameters())).isEqualTo(bits(parameters));
        assertThat(back.fingerprint()).isEqualTo(saved.fingerprint());
        assertThat(List.of(back.epoch(), back.batch())).containsExactly(3, 5);
        assertThat(back.stopReason()).isEqualTo(saved.stopReason());
        assertThat(back.optimizer().steps()).isEqualTo(77);
        assertThat(back.optimizer().learningRate()).isEqualTo(1e-3);
        assertThat(back.optimizer().slots()).containsOnlyKeys("m", "v");
        assertThat(back.optimizer().slots().get("m")).containsExactly(1, 2);
        assertThat(back.progress().lossSum()).isEqualTo(1.5);
        assertThat(back.progress().rowSum()).isEqualTo(40);
        assertThat(back.progress().metrics()).hasSize(2);
        assertThat(back.progress().metrics().getFirst()).containsExactly(1, Double.NaN);
        assertThat(back.callbacks()).extracting(Checkpoint.NamedState::name).containsExactly("a.B", "a.B");
        CallbackState state = back.callbacks().getFirst().state();
        assertThat(state.numbers()).containsExactly(Map.entry("wait", 2.0));
        assertThat(bits(state.arrays().getOrDefault("best", new float[0]))).isEqualTo(bits(parameters));
        assertThat(back.epochs()).containsExactly(0, 1, 2);
        assertThat(back.history()).isEqualTo(saved.history());
    }

    private static int[] bits(float[] values) {
        int[] bits = new int[values.length];
        Arrays.setAll(bits, i -> Float.floatToRawIntBits(values[i]));
        return bits;
    }

    @Test
    void missingReason_staysMissing() throws IOException {
        assertThat(read(written(example("", new float[] {1}))).stopReason()).isNull();
    }

    @Test
    void equalCheckpoints_areEqualFiles() throws IOException {
        byte[] first = written(example("x", new float[] {1}));
        assertThat(written(example("x", new float[] {1}))).isEqualTo(first);
    }

    @Test
    void everySingleBit_ofARealCheckpoint_isWatched() throws IOException {
        new TrainingRun().fit(Checkpoints.in(folder));
        Path real;
        try (Stream<Path> files = Files.list(folder)) {
            real = files.filter(path -> path.toString().endsWith(".checkpoint"))
                    .sorted()
                    .toList()
                    .getFirst();
        }
        byte[] bytes = Files.readAllBytes(real);
        assertThat(read(bytes).parameters()).isNotEmpty();
        for (int bit = 0; bit < 8 * bytes.length; bit++) {
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            assertDamaged(bytes);
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
        }
        assertThat(read(bytes).parameters()).isNotEmpty();
    }

    private void assertDamaged(byte[] bytes) throws IOException {
        try {
            read(bytes);
        } catch (CheckpointException e) {
            if (e.problem() == Problem.DAMAGED) {
                return;
            }
        }
        throw new AssertionError("not noticed");
    }

    @Test
    void everyLengthButItsOwn_isDamage() throws IOException {
        byte[] bytes = written(example("x", new float[] {1}));
        for (int length = 0; length <= bytes.length + 40; length++) {
            if (length != bytes.length) {
                assertDamaged(Arrays.copyOf(bytes, length));
            }
        }
    }

    /// Gives changed bytes the right SHA-256, as somebody who means harm would.
    private static byte[] signed(byte[] bytes) {
        byte[] content = Arrays.copyOf(bytes, bytes.length - DIGEST);
        byte[] signed = Arrays.copyOf(content, bytes.length);
        System.arraycopy(Hash.sha256().digest(content), 0, signed, content.length, DIGEST);
        return signed;
    }

    @Test
    void everyByteChangedWithTheRightDigest_isRefusedOrReadInLittleMemory() throws IOException {
        byte[] bytes = written(example("x", new float[] {1, 2, 3}));
        for (int at = Long.BYTES; at < bytes.length - DIGEST; at++) {
            for (int value : new int[] {0, 1, 0x7F, 0x80, 0xFF}) {
                byte[] changed = bytes.clone();
                changed[at] = (byte) value;
                storage.put(file, signed(changed));
                try {
                    CheckpointFile.read(storage, file);
                } catch (CheckpointException refused) {
                    assertThat(refused).hasMessageStartingWith(file + " is not usable: ");
                }
            }
        }
    }

    @Test
    void hugeCount_isRefusedBeforeMemoryIsTaken() throws IOException {
        byte[] bytes = written(example("x", new float[] {1, 2, 3}));
        String content = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
        int count = content.indexOf("parameters") + "parameters".length() + Long.BYTES;
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(count, Integer.MAX_VALUE);
        assertThatThrownBy(() -> read(signed(bytes)))
                .isInstanceOf(CheckpointException.class)
                .hasMessage(file + " is not usable: it claims 2147483647 items, but ends before");
    }

    @Test
    void newerVersion_isNoDamage() throws IOException {
        byte[] bytes = written(example("x", new float[] {1}));
        bytes[Long.BYTES] = 2;
        assertThatThrownBy(() -> read(signed(bytes)))
                .isInstanceOfSatisfying(
                        CheckpointException.class, e -> assertThat(e.problem()).isEqualTo(Problem.NEWER_VERSION))
                .hasMessage(file + " is not usable: it has version 2 of the format, this Gradus reads version 1");
    }

    @Test
    void otherFile_isNoCheckpoint() {
        assertThatThrownBy(() -> read(new byte[100]))
                .isInstanceOf(CheckpointException.class)
                .hasMessage(file + " is not usable: it is not a Gradus checkpoint");
        assertThatThrownBy(() -> read(new byte[10]))
                .isInstanceOf(CheckpointException.class)
                .hasMessage(file + " is not usable: it has only 10 bytes");
    }
}
