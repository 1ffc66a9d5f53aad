package gradus.data.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.data.Dataset;
import gradus.data.Shape;
import gradus.data.tables.CategoryColumn;
import gradus.data.tables.Schema;
import gradus.data.tables.Table;
import gradus.math.RandomStream;
import gradus.problems.Task;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DatasetsTest {
    static List<DatasetInfo> bundled() {
        return Datasets.all().stream()
                .filter(info -> !info.name().equals(Datasets.FASHION_MNIST))
                .toList();
    }

    private static Table table(String name) {
        return ((TableData) Datasets.load(name)).table();
    }

    @ParameterizedTest
    @MethodSource("bundled")
    void bundledSet_isWhatTheListSays(DatasetInfo info) {
        TableData data = (TableData) Datasets.load(info.name());
        assertThat(data.table().rows()).isEqualTo(info.rows());
        assertThat(data.table().names()).hasSize(info.features() + 1).endsWith(info.target());
        Task task = Schema.infer(data.table(), data.defaults()).target().task();
        assertThat(task == Task.REGRESSION).isEqualTo(info.task().equals("regression"));
        assertThat(info.licence()).isNotBlank();
        assertThat(info.source()).startsWith("https://");
    }

    @ParameterizedTest
    @MethodSource("bundled")
    void bundledSet_isReadyForTraining(DatasetInfo info) {
        LoadedData data = Datasets.load(info.name());
        PreparedData prepared = data.prepare(data.defaults(), 0.1, 0.2, RandomStream.of(1));
        int held = Objects.requireNonNull(prepared.validation()).rows()
                + Objects.requireNonNull(prepared.test()).rows();
        assertThat(prepared.train().rows() + held + prepared.dropped()).isEqualTo(info.rows());
        assertThat(prepared.dropped()).isZero();
        for (float value : prepared.train().input().toArray()) {
            assertThat(value).isFinite();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "iris, 3",
        "digits, 10",
        "wine, 3",
        "breast_cancer, 2",
        "penguins, 3",
    })
    void classes_areAllThere(String name, int classes) {
        LoadedData data = Datasets.load(name);
        PreparedData prepared = data.prepare(data.defaults(), 0, 0, RandomStream.of(1));
        assertThat(prepared.schema().target().labels()).hasSize(classes);
    }

    @Test
    void penguins_haveCategoriesAndGaps() {
        Table penguins = table("penguins");
        assertThat(((CategoryColumn) penguins.column("sex")).counts()).containsExactly(165, 168);
        assertThat(penguins.column("sex").missing()).isEqualTo(11);
        assertThat(penguins.column("body_mass_g").missing()).isEqualTo(2);
        assertThat(table("auto-mpg").column("horsepower").missing()).isEqualTo(6);
    }

    @Test
    void fashionMnist_isFoundOrSaysHowToGetIt() {
        if (!Files.isDirectory(Datasets.FASHION_MNIST_FOLDER)) {
            assertThatThrownBy(() -> Datasets.load("fashion_mnist")).hasMessageContaining("dataset-fashion-mnist");
            return;
        }
        ImageData data = (ImageData) Datasets.load("fashion_mnist");
        assertThat(data.images().shape()).isEqualTo(Shape.of(28, 28));
        assertThat(data.images().train().rows()).isEqualTo(60_000);
        PreparedData prepared = data.prepare(data.defaults(), 0.1, 0.2, RandomStream.of(1));
        assertThat(Objects.requireNonNull(prepared.test()).rows()).isEqualTo(10_000);
        int[] counts = new int[10];
        for (float label : prepared.train().target().toArray()) {
            counts[(int) label]++;
        }
        assertThat(counts).containsOnly(5400);
        assertThat(prepared.schema().target().labels()).contains("Ankle boot");
        Dataset test = data.encode(prepared.schema());
        assertThat(test.rows()).isEqualTo(10_000);
    }

    @Test
    void absentFashionMnist_saysHowToGetIt(@TempDir Path folder) {
        assertThatThrownBy(() -> Datasets.fashionMnist(folder))
                .hasMessageContaining("apt-get install dataset-fashion-mnist");
    }
}
