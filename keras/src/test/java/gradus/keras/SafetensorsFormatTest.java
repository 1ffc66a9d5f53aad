package gradus.keras;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.Model;
import gradus.data.Shape;
import gradus.layers.Dense;
import gradus.layers.Input;
import gradus.training.SavedModel;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SafetensorsFormatTest {
    private final SafetensorsFormat format = new SafetensorsFormat();
    private final Path file;

    SafetensorsFormatTest(@TempDir Path folder) {
        file = folder.resolve("model.safetensors");
    }

    static List<Path> readable() {
        return Fixtures.readable();
    }

    @Test
    void tensorOfMoreNumbersThanAnArrayHolds_isRefused() throws IOException {
        byte[] header =
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2147483640],\"data_offsets\":[0,8589934560]}}".getBytes(UTF_8);
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.write(ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(header.length)
                    .array());
            sparse.write(header);
            sparse.setLength(8 + header.length + 8_589_934_560L);
        }
        try (Safetensors tensors = new Safetensors(file)) {
            assertThatThrownBy(() -> tensors.read("a"))
                    .isInstanceOf(ModelFileException.class)
                    .hasMessage("tensor \"a\" has 2147483640 numbers, which no array of Java holds");
        }
    }

    /// Larger than a block of those in which numbers are written and read.
    @Test
    void largeTensor_isReadBack_toTheBit() throws IOException {
        float[] values = new float[600_001];
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.intBitsToFloat(i * 0x9e3779b9);
        }
        Safetensors.Content content = new Safetensors.Content(List.of(600_000), values, 1, 600_000);
        Safetensors.write(file, Map.of(), Map.of("a", content));
        try (Safetensors tensors = new Safetensors(file)) {
            assertThat(tensors.read("a")).isEqualTo(Arrays.copyOfRange(values, 1, values.length));
            assertThat(tensors.holds("a", content)).isTrue();
            values[550_000] = -values[550_000];
            assertThat(tensors.holds("a", content)).isFalse();
            assertThat(tensors.holds("a", new Safetensors.Content(List.of(5), values, 0, 5)))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("readable")
    void everyModel_comesBackWithoutTheOptimizersState(Path fixture) throws IOException {
        SavedModel model = new KerasFormat().load(fixture);
        SavedModel noted = new SavedModel(
                model.graph(), model.parameters(), model.compilation(), null, Map.of("labels", "[\"a\",\"ü\"]"));
        format.save(noted, file);
        SavedModel back = format.load(file);
        assertThat(back.parameters().values())
                .containsExactly(model.parameters().values());
        assertThat(back.compilation()).isEqualTo(model.compilation());
        assertThat(back.notes()).isEqualTo(noted.notes());
        assertThat(back.graph().nests()).isEqualTo(model.graph().nests());
        byte[] first = Files.readAllBytes(file);
        format.save(back, file);
        assertThat(file).hasBinaryContent(first);
    }

    @Test
    void tensors_areNamedByLayerAndParameter() throws IOException {
        format.save(new KerasFormat().load(Fixtures.file("weights/nested")), file);
        try (Safetensors tensors = new Safetensors(file)) {
            assertThat(tensors.tensors())
                    .containsKeys("encoder/in/kernel", "encoder/in/bias", "pair/up/kernel", "shell/core/dense/kernel");
            assertThat(tensors.metadata()).containsEntry("format", "gradus");
        }
    }

    @Test
    void weights_areReadIntoAModel() throws IOException {
        Model model = Model.load(Fixtures.file("weights/chain"));
        model.saveWeights(file);
        Model other = Model.load(Fixtures.file("weights/chain")).seed(3);
        assertThat(other.loadWeights(file, false)).isEmpty();
        assertThat(other.weightsSha256()).isEqualTo(model.weightsSha256());
        Model less = gradus.Sequential.of(new Input(Shape.of(3)), new Dense(2).named("first"));
        assertThatThrownBy(() -> less.loadWeights(file, false))
                .hasMessage(file
                        + ": the weights do not fit the model: layer \"first\": bias must have shape [2],"
                                .replace("bias", "first/bias")
                        + " got [4]");
        assertThat(less.loadWeights(file, true)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"F64, 8, 3ff8000000000000", "F16, 2, 3e00", "BF16, 2, 3fc0", "F32, 4, 3fc00000"})
    void otherTypes_areReadAsFloats(String type, int width, String bits) throws IOException {
        byte[] numbers = new byte[width];
        long value = Long.parseLong(bits, 16);
        for (int i = 0; i < width; i++) {
            numbers[i] = (byte) (value >>> (8 * i));
        }
        write("{'x':{'dtype':'" + type + "','shape':[1],'data_offsets':[0," + width + "]}}", numbers);
        try (Safetensors tensors = new Safetensors(file)) {
            assertThat(tensors.read("x")).containsExactly(1.5f);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'x':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}} | must start at byte 0, got 4: there is a hole",
                "{'x':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'y':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}"
                        + " | tensor \"y\" must start at byte 8, got 4: it overlaps another",
                "{'x':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}} | the tensors have 4 bytes, the file has 8"
                        + " after",
                "{'x':{'dtype':'F32','shape':[3],'data_offsets':[0,8]}} | must have 12 bytes, got 8",
                "{'x':{'dtype':'F32','shape':[4294967296,4294967296],'data_offsets':[0,8]}} | a shape too large to be"
                        + " true",
                "{'x':{'dtype':'F32','shape':[-1],'data_offsets':[0,8]}} | shape must be whole numbers from 0, got -1",
                "{'x':{'dtype':'F32','shape':[2.0],'data_offsets':[0,8]}} | shape must be whole numbers from 0, got"
                        + " 2.0",
                "{'x':{'dtype':'F32','shape':[2],'data_offsets':[8,0]}} | data_offsets must be a begin and an end",
                "{'x':{'dtype':'F33','shape':[2],'data_offsets':[0,8]}} | is of an unknown type, \"F33\"",
                "{'x':{'dtype':'F32','shape':[2],'data_offsets':[0,8],'a':1}} | has an unknown key \"a\"",
                "{'x':1} | tensor \"x\" must have a text \"dtype\", got nothing",
                "{'__metadata__':{'a':1}} | the metadata must have a text \"a\", got 1",
                "{'__metadata__':[]} | the metadata must be an object of texts",
                "{'x':{},'x':{}} | Duplicate Object property \"x\"",
                "[] | the header must start with {",
                "{ | the header is not JSON that can be read",
            })
    void hostileHeaders_areRefused(String header, String message) throws IOException {
        write(header, new byte[8]);
        assertThatThrownBy(() -> format.load(file))
                .isInstanceOf(ModelFileException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining(message);
    }

    @Test
    void hostileLengths_areRefused() throws IOException {
        for (long length : new long[] {-1, 100_000_001, 1L << 60, Long.MIN_VALUE}) {
            Files.write(file, prefix(length));
            assertThatThrownBy(() -> format.load(file)).hasMessageContaining("the header says it has");
        }
        Files.write(file, prefix(20));
        assertThatThrownBy(() -> format.load(file)).hasMessageContaining("the file ends early");
        Files.write(file, new byte[7]);
        assertThatThrownBy(() -> format.load(file)).hasMessageContaining("it has only 7 bytes");
        Files.write(file, prefix(0));
        assertThatThrownBy(() -> format.load(file)).hasMessageContaining("the header must start with {");
    }

    @Test
    void weightsAlone_areNoModel() throws IOException {
        write("{}", new byte[0]);
        assertThatThrownBy(() -> format.load(file)).hasMessageContaining("so it holds weights only");
    }

    private void write(String header, byte[] data) throws IOException {
        byte[] json = header.replace('\'', '"').getBytes(UTF_8);
        ByteBuffer content = ByteBuffer.allocate(8 + json.length + data.length);
        content.put(prefix(json.length)).put(json).put(data);
        Files.write(file, content.array());
    }

    private static byte[] prefix(long length) {
        return ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(length)
                .array();
    }
}
