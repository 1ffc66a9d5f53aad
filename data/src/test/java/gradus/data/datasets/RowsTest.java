package gradus.data.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.data.Dataset;
import gradus.data.Shape;
import gradus.data.images.ImageFolder;
import gradus.data.tables.CategoryColumn;
import gradus.data.tables.DataException;
import gradus.data.tables.NumericColumn;
import gradus.data.tables.SchemaOptions;
import gradus.data.tables.Table;
import gradus.math.RandomStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// How many training rows are used.
class RowsTest {
    private static final int ROWS = 100;

    /// Rows with a number of their own, four to a patient, a class of one row in four.
    private static final Table TABLE = Table.of(
            "rows",
            List.of(
                    new NumericColumn("number", numbers(1)),
                    new NumericColumn("patient", numbers(4)),
                    new CategoryColumn("label", List.of("no", "yes"), labels())));

    private static double[] numbers(int divisor) {
        double[] numbers = new double[ROWS];
        Arrays.setAll(numbers, i -> Math.floor(i / (double) divisor));
        return numbers;
    }

    private static int[] labels() {
        int[] labels = new int[ROWS];
        Arrays.setAll(labels, i -> i % 4 == 0 ? 1 : 0);
        return labels;
    }

    private static PreparedData prepared(SchemaOptions options, @Nullable Integer rows) {
        LoadedData data = new TableData("rows", "", TABLE, new SchemaOptions("label"));
        return data.prepare(options.rows(rows), 0.1, 0.2, RandomStream.of(5));
    }

    private static Set<Float> of(Dataset rows) {
        Set<Float> numbers = new HashSet<>();
        float[] inputs = rows.input().toArray();
        for (int i = 0; i < rows.rows(); i++) {
            numbers.add(inputs[i * rows.input().width()]);
        }
        return numbers;
    }

    @Test
    void fewerRows_areSomeOfTheTrainingRows_andTheOthersStayAsTheyAre() {
        SchemaOptions options = new SchemaOptions("label").drop(List.of("patient"));
        PreparedData all = prepared(options, null);
        assertThat(all.train().rows()).isEqualTo(70);
        assertThat(of(prepared(options, 70).train())).isEqualTo(of(all.train()));
        Set<Float> smaller = Set.of();
        for (int rows : new int[] {12, 20, 40}) {
            PreparedData fewer = prepared(options, rows);
            assertThat(fewer.train().rows()).isEqualTo(rows);
            assertThat(of(all.train())).containsAll(of(fewer.train()));
            assertThat(of(fewer.train())).containsAll(smaller);
            smaller = of(fewer.train());
            assertThat(of(Objects.requireNonNull(fewer.test()))).isEqualTo(of(Objects.requireNonNull(all.test())));
            assertThat(of(Objects.requireNonNull(fewer.validation())))
                    .isEqualTo(of(Objects.requireNonNull(all.validation())));
            float[] labels = fewer.train().target().toArray();
            double yes = 0;
            for (float label : labels) {
                yes += label;
            }
            assertThat(yes).isBetween(rows / 4.0 - 1, rows / 4.0 + 1);
            double mean =
                    smaller.stream().mapToDouble(Float::doubleValue).average().orElseThrow();
            assertThat((double) fewer.schema().means()[0])
                    .as("known from the rows that are used")
                    .isBetween(mean - 1e-4, mean + 1e-4);
        }
    }

    @Test
    void groupsStayWhole_andOfTimesTheLastRowsAreUsed() {
        SchemaOptions byGroup = new SchemaOptions("label").group("patient");
        PreparedData groups = prepared(byGroup, 28);
        assertThat(groups.train().rows()).isEqualTo(28);
        Set<Integer> patients = new HashSet<>();
        of(groups.train()).forEach(number -> patients.add((int) (number / 4)));
        assertThat(patients).hasSize(7);
        PreparedData times = prepared(new SchemaOptions("label").time("number").drop(List.of("patient")), 10);
        float[] used = Objects.requireNonNull(times.sources()).train().column("number") instanceof NumericColumn last
                ? floats(last)
                : new float[0];
        assertThat(used).containsExactly(60, 61, 62, 63, 64, 65, 66, 67, 68, 69);
    }

    private static float[] floats(NumericColumn column) {
        float[] values = new float[column.rows()];
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.parseFloat(column.text(i));
        }
        return values;
    }

    @Test
    void imagesToo() {
        float[][] pixels = new float[40][4];
        int[] labels = new int[40];
        for (int i = 0; i < 40; i++) {
            pixels[i][0] = i;
            labels[i] = i % 2;
        }
        Dataset train = Dataset.of(pixels, labels);
        ImageData data =
                new ImageData("dots", "", new ImageFolder(Shape.of(2, 2), List.of("a", "b"), train, train.slice(0, 8)));
        SchemaOptions options = data.defaults();
        assertThat(data.prepare(options.rows(10), 0.1, 0, RandomStream.of(1))
                        .train()
                        .rows())
                .isEqualTo(10);
        assertThat(data.prepare(options.rows(36), 0.1, 0, RandomStream.of(1))
                        .train()
                        .rows())
                .isEqualTo(36);
    }

    @Test
    void moreThanThereAre_areRefused() {
        assertThatThrownBy(() -> prepared(new SchemaOptions("label"), 71))
                .isInstanceOf(DataException.class)
                .hasMessage("rows has 70 training rows, so at most as many can be used, got 71");
    }
}
