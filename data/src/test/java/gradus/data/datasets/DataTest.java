package gradus.data.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.data.Dataset;
import gradus.data.tables.CsvOptions;
import gradus.data.tables.DataException;
import gradus.data.tables.MissingPolicy;
import gradus.data.tables.Schema;
import gradus.data.tables.SchemaOptions;
import gradus.math.RandomStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataTest {
    @TempDir
    private Path folder = Path.of("");

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("houses.csv"), content);
    }

    private static byte[] idx(int dimensions, int count, int width, byte[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * dimensions + values.length);
        bytes.putInt(0x800 | dimensions).putInt(count);
        if (dimensions == 3) {
            bytes.putInt(1).putInt(width);
        }
        return bytes.put(values).array();
    }

    @ParameterizedTest
    @CsvSource({"iris, 150", "breast-cancer, 569", "spiral, 500", "gaussians, 500", "moons(), 500"})
    void name_opensADataSetOrGenerator(String name, int rows) {
        LoadedData data = Data.open(name);
        assertThat(((TableData) data).table().rows()).isEqualTo(rows);
        assertThat(data.description()).isNotBlank();
    }

    @Test
    void generatorWithArguments_followsThem() {
        TableData data = (TableData) Data.open("blobs(noise=0.3, samples=60, seed=4, classes=6)");
        assertThat(data.name()).isEqualTo("blobs(noise=0.3, samples=60, seed=4, classes=6)");
        assertThat(data.table().column("x1"))
                .usingRecursiveComparison()
                .isEqualTo(Generator.BLOBS.generate(60, 0.3, 4, 6).column("x1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "spiral(nois=1) | spiral has no argument \"nois\"; it has samples, noise, seed",
                "spiral(noise=1 | lacks a closing bracket",
                "spiral(5) | \"5\" should be a name and a value",
                "spiral(noise=x) | noise must be a number, got \"x\"",
                "spiral(samples=2.5) | samples must be a whole number, got \"2.5\"",
                "spiral(samples=99999999999) | samples must be a whole number",
            })
    void wrongArguments_areRefused(String text, String message) {
        assertThatThrownBy(() -> Data.open(text))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(message);
    }

    @Test
    void unknownName_isAnErrorWithTheNearestAndAll() {
        assertThatThrownBy(() -> Data.open("digtis"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(
                        "no data set is named \"digtis\"; did you mean \"digits\"? There are iris, digits,")
                .hasMessageContaining("spiral");
        assertThatThrownBy(() -> Data.open("zebra"))
                .hasMessageContaining("no data set is named \"zebra\". There are iris");
    }

    @ParameterizedTest
    @ValueSource(strings = {"absent.csv", "some/where"})
    void absentFile_isSaid(String path) {
        assertThatThrownBy(() -> Data.open(path)).hasMessage("cannot read " + path + ": the file does not exist");
    }

    @Test
    void csvFile_isOpenedAndPrepared() throws IOException {
        StringBuilder rows = new StringBuilder("size,town,price\n");
        for (int i = 0; i < 100; i++) {
            rows.append(i == 50 ? "" : Integer.toString(i % 37))
                    .append(i % 2 == 0 ? ",Ulm," : ",Bonn,")
                    .append(i * 1.5)
                    .append('\n');
        }
        LoadedData data = Data.open(file(rows.toString()).toString());
        assertThat(data.name()).isEqualTo("houses.csv");
        assertThat(data.describe()).contains("100 rows, 3 columns").contains("2 categories: Bonn, Ulm");
        SchemaOptions options = data.defaults().targets(List.of("price")).missing(MissingPolicy.DROP);
        PreparedData prepared = data.prepare(options, 0.1, 0.2, RandomStream.of(5));
        assertThat(prepared.dropped()).isEqualTo(1);
        assertThat(Objects.requireNonNull(prepared.test()).rows()).isEqualTo(20);
        assertThat(Objects.requireNonNull(prepared.validation()).rows()).isEqualTo(10);
        assertThat(prepared.train().rows()).isEqualTo(69);
        float mean = 0;
        for (int row = 0; row < 69; row++) {
            mean += prepared.train().input().toArray()[row * 3] / 69;
        }
        assertThat(prepared.schema().means()[0]).isCloseTo(mean, org.assertj.core.api.Assertions.within(1e-3f));
        assertThatThrownBy(() -> data.prepare(data.defaults(), 0, 0, RandomStream.of(5)))
                .hasMessageContaining("which column is to be predicted?");
    }

    @Test
    void sameSeed_holdsOutTheSameRows() {
        LoadedData data = Data.open("iris");
        PreparedData once = data.prepare(data.defaults(), 0.1, 0.2, RandomStream.of(5));
        PreparedData again = data.prepare(data.defaults(), 0.1, 0.2, RandomStream.of(5));
        assertThat(again.train().input().toArray())
                .isEqualTo(once.train().input().toArray());
        assertThat(again.schema()).isEqualTo(once.schema());
    }

    @Test
    void sharesThatLeaveNothing_areRefused() {
        LoadedData data = Data.open("iris");
        assertThatThrownBy(() -> data.prepare(data.defaults(), 0.5, 0.5, RandomStream.of(1)))
                .hasMessageContaining("less than 1 together, got 0.5 and 0.5");
    }

    @Test
    void laterData_isEncodedByTheModelsSchema() throws IOException {
        LoadedData data = Data.open("iris");
        Schema schema =
                data.prepare(data.defaults(), 0, 0.2, RandomStream.of(1)).schema();
        LoadedData later = Data.open(file("petal_width,petal_length,sepal_width,sepal_length\n1,2,3,4\n")
                .toString());
        assertThat(later.encodeInputs(schema).toArray()).containsExactly(4, 3, 2, 1);
        assertThatThrownBy(() -> later.encode(schema)).hasMessageContaining("has no column \"species\"");
        assertThat(data.encode(schema).rows()).isEqualTo(150);
    }

    @Test
    void folderOfImages_isOpened() throws IOException {
        byte[] labels = new byte[40];
        byte[] pixels = new byte[80];
        for (int i = 0; i < 40; i++) {
            labels[i] = (byte) (i % 2);
            pixels[2 * i] = (byte) i;
        }
        Files.write(folder.resolve("train-images-idx3-ubyte"), idx(3, 40, 2, pixels));
        Files.write(folder.resolve("train-labels-idx1-ubyte"), idx(1, 40, 0, labels));
        LoadedData data = Data.open(folder.toString());
        assertThat(data.describe()).contains("40 images of 1x2, 2 classes: 0, 1");
        PreparedData prepared = data.prepare(data.defaults(), 0.25, 0.25, RandomStream.of(1));
        Dataset test = Objects.requireNonNull(prepared.test());
        assertThat(prepared.train().rows()).isEqualTo(20);
        assertThat(test.rows()).isEqualTo(10);
        assertThat(data.encode(prepared.schema()).rows()).isEqualTo(40);
        // As rows for validation are opened.
        LoadedData again = Data.open(folder.toString(), prepared.schema().reading(new CsvOptions()));
        assertThat(again.encode(prepared.schema()).rows()).isEqualTo(40);
        LoadedData iris = Data.open("iris");
        Schema ofIris = iris.prepare(iris.defaults(), 0, 0, RandomStream.of(1)).schema();
        assertThatThrownBy(() -> data.encodeInputs(ofIris)).hasMessageContaining("the model was trained on a table");
        assertThatThrownBy(() -> iris.encodeInputs(prepared.schema()))
                .hasMessageContaining("the model looks at images");
    }

    @Test
    void folderWithoutImages_isRefused() {
        assertThatThrownBy(() -> Data.open(folder.toString())).hasMessageContaining("is a folder without IDX files");
    }
}
