package gradus.data.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import gradus.data.tables.CategoryColumn;
import gradus.data.tables.DataException;
import gradus.data.tables.NumericColumn;
import gradus.data.tables.Schema;
import gradus.data.tables.Table;
import gradus.problems.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GeneratorTest {
    private static double[] column(Table table, String name) {
        return ((NumericColumn) table.column(name)).values();
    }

    private static int[] classes(Table table) {
        return ((CategoryColumn) table.column("class")).codes();
    }

    @ParameterizedTest
    @EnumSource
    void sameSeed_givesTheSamePoints(Generator generator) {
        Table points = generator.generate(200, 0.1, 7);
        assertThat(points.rows()).isEqualTo(200);
        assertThat(column(generator.generate(200, 0.1, 7), "x1")).isEqualTo(column(points, "x1"));
        assertThat(column(generator.generate(200, 0.1, 8), "x1")).isNotEqualTo(column(points, "x1"));
    }

    @ParameterizedTest
    @EnumSource
    void points_areReadyForTraining(Generator generator) {
        Table points = generator.generate(300, 0.2, 1);
        Schema schema = Schema.infer(points, generator.defaults());
        assertThat(schema.target().task()).isEqualTo(generator.task());
        assertThat(schema.featureNames()).containsExactly("x1", "x2");
    }

    @ParameterizedTest
    @EnumSource
    void classes_areAboutEven(Generator generator) {
        if (generator.task() == Task.REGRESSION) {
            assertThat(((NumericColumn) generator.generate(2000, 0, 1).column("value")).mean())
                    .isBetween(-0.1, 0.1);
            return;
        }
        Table points = generator.generate(2000, 0, 1);
        int[] counts = ((CategoryColumn) points.column("class")).counts();
        for (int count : counts) {
            assertThat((double) count / 2000).isCloseTo(1.0 / counts.length, within(0.05));
        }
    }

    @Test
    void circle_isADiscInARing() {
        Table points = Generator.CIRCLE.generate(1000, 0, 3);
        for (int i = 0; i < 1000; i++) {
            double radius = Math.hypot(column(points, "x1")[i], column(points, "x2")[i]);
            assertThat(classes(points)[i] == 1 ? radius < 2.5 : radius >= 3.5 && radius < 5.0001)
                    .isTrue();
        }
    }

    @Test
    void xor_isPositiveWhereSignsAgree() {
        Table points = Generator.XOR.generate(1000, 0, 3);
        for (int i = 0; i < 1000; i++) {
            assertThat(classes(points)[i] == 1).isEqualTo(column(points, "x1")[i] * column(points, "x2")[i] > 0);
            assertThat(Math.abs(column(points, "x1")[i])).isBetween(0.3, 5.3);
        }
    }

    @Test
    void gaussians_haveTheirCentresAndVariance() {
        Table points = Generator.GAUSSIANS.generate(20_000, 0.5, 3);
        double[] x = column(points, "x1");
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < 10_000; i++) {
            sum += x[i];
            squares += (x[i] - 2) * (x[i] - 2);
        }
        assertThat(sum / 10_000).isCloseTo(2, within(0.06));
        assertThat(squares / 10_000).isCloseTo(4, within(0.2));
    }

    @Test
    void spiral_turnsOutward() {
        Table points = Generator.SPIRAL.generate(400, 0, 3);
        for (int i = 0; i < 200; i++) {
            assertThat(Math.hypot(column(points, "x1")[i], column(points, "x2")[i]))
                    .isCloseTo(i * 0.025, within(1e-9));
            // The arms are each other's mirror image at the origin.
            assertThat(column(points, "x1")[200 + i]).isCloseTo(-column(points, "x1")[i], within(1e-9));
        }
    }

    @Test
    void moons_lieOnHalfCircles() {
        Table points = Generator.MOONS.generate(100, 0, 3);
        for (int i = 0; i < 100; i++) {
            double x = column(points, "x1")[i];
            double y = column(points, "x2")[i];
            boolean upper = classes(points)[i] == 0;
            assertThat(upper ? Math.hypot(x, y) : Math.hypot(x - 1, y - 0.5)).isCloseTo(1, within(1e-9));
            assertThat(upper ? y >= 0 : y <= 0.5).isTrue();
        }
    }

    @Test
    void noise_turnsLabelsAround() {
        int turned = 0;
        Table points = Generator.XOR.generate(1000, 0.5, 3);
        for (int i = 0; i < 1000; i++) {
            boolean agree = column(points, "x1")[i] * column(points, "x2")[i] > 0;
            turned += agree == (classes(points)[i] == 1) ? 0 : 1;
        }
        assertThat(turned).isBetween(50, 400);
    }

    @Test
    void plane_isTheScaledSum() {
        Table points = Generator.PLANE.generate(50, 0, 3);
        for (int i = 0; i < 50; i++) {
            assertThat(column(points, "value")[i])
                    .isCloseTo((column(points, "x1")[i] + column(points, "x2")[i]) / 10, within(1e-12));
        }
    }

    @Test
    void hills_stayWithinTheirHeight() {
        NumericColumn value =
                (NumericColumn) Generator.HILLS.generate(5000, 0, 3).column("value");
        assertThat(value.min()).isBetween(-1.0, -0.9);
        assertThat(value.max()).isBetween(0.9, 1.0);
    }

    @Test
    void blobs_haveAsManyClassesAsWanted() {
        Table points = Generator.BLOBS.generate(100, 0, 3, 5);
        assertThat(((CategoryColumn) points.column("class")).counts())
                .containsOnly(20)
                .hasSize(5);
    }

    @Test
    void argumentsOutOfRange_areRefused() {
        assertThatThrownBy(() -> Generator.XOR.generate(1, 0, 0))
                .isInstanceOf(DataException.class)
                .hasMessage("xor: samples must be from 10 to 10000000, got 1");
        assertThatThrownBy(() -> Generator.XOR.generate(10, -1, 0)).hasMessageContaining("noise must be from 0 to 10");
        assertThatThrownBy(() -> Generator.XOR.generate(10, Double.NaN, 0)).hasMessageContaining("got NaN");
        assertThatThrownBy(() -> Generator.BLOBS.generate(10, 0, 0, 1)).hasMessageContaining("classes must be");
    }
}
