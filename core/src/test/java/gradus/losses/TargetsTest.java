package gradus.losses;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.data.Rows;
import org.junit.jupiter.api.Test;

class TargetsTest {
    @Test
    void labelsOutOfRange_areNamedWithRowAndRange() {
        Loss loss = new SparseCategoricalCrossentropy();
        assertThatCode(() -> loss.checkTargets(Rows.of(new int[] {0, 9}), 10)).doesNotThrowAnyException();
        assertThatThrownBy(() -> loss.checkTargets(Rows.of(new int[] {1, 9, 10}), 10))
                .isInstanceOf(TargetException.class)
                .hasMessage("SparseCategoricalCrossentropy must get targets that are whole numbers from 0 to 9, "
                        + "got 10.0 in row 2. Number the classes from 0, and give the last layer one unit for each.");
        assertThatThrownBy(() -> loss.checkTargets(column(1.5f), 10)).hasMessageContaining("got 1.5 in row 0");
        assertThatThrownBy(() -> loss.checkTargets(column(-1), 10)).hasMessageContaining("got -1.0 in row 0");
    }

    @Test
    void theIgnoredClass_mayBeOutOfRange() {
        Loss loss = new SparseCategoricalCrossentropy(false, -1, Reduction.SUM);
        assertThatCode(() -> loss.checkTargets(Rows.of(new int[] {0, -1}), 2)).doesNotThrowAnyException();
        assertThatThrownBy(() -> loss.checkTargets(Rows.of(new int[] {-2}), 2))
                .hasMessageContaining("whole numbers from 0 to 1 or -1, got -2.0 in row 0");
    }

    @Test
    void oneHotRowsAndRoundedProbabilities_areTaken_otherSumsAreRefused() {
        for (Loss loss :
                new Loss[] {new CategoricalCrossentropy(), new CategoricalFocalCrossentropy(), new KLDivergence()}) {
            assertThatCode(() -> loss.checkTargets(rows(0, 1, 0), 3)).doesNotThrowAnyException();
            assertThatCode(() -> loss.checkTargets(rows(0.33f, 0.33f, 0.33f), 3))
                    .doesNotThrowAnyException();
            assertThatThrownBy(() -> loss.checkTargets(rows(1, 0, 1), 3))
                    .isInstanceOf(TargetException.class)
                    .hasMessageContaining("rows that sum to 1, got 2.0 in row 0");
            assertThatThrownBy(() -> loss.checkTargets(rows(2, 0, -1), 3)).hasMessageContaining("got 2.0 in row 0");
        }
    }

    @Test
    void labelNumbers_areRefusedWhereOneHotRowsAreWanted() {
        assertThatThrownBy(() -> new CategoricalCrossentropy().checkTargets(column(2), 3))
                .hasMessage(
                        "CategoricalCrossentropy must get targets with 3 columns for a network with 3 outputs, got 1");
        assertThatThrownBy(() -> new BinaryCrossentropy().checkTargets(column(2), 1))
                .hasMessageContaining("BinaryCrossentropy must get targets from 0 to 1, got 2.0 in row 0.");
    }

    @Test
    void signs_mayBeEitherKind_butNotBoth() {
        for (Loss loss : new Loss[] {new Hinge(), new SquaredHinge(), new CategoricalHinge()}) {
            assertThatCode(() -> loss.checkTargets(rows(0, 1, 0), 3)).doesNotThrowAnyException();
            assertThatCode(() -> loss.checkTargets(rows(-1, 1, -1), 3)).doesNotThrowAnyException();
            assertThatThrownBy(() -> loss.checkTargets(rows(-1, 1, 0), 3)).hasMessageContaining("not both, got 0.0");
            assertThatThrownBy(() -> loss.checkTargets(rows(2, 1, 0), 3)).hasMessageContaining("got 2.0 in row 0");
        }
    }

    @Test
    void negativeCounts_areRefused() {
        assertThatThrownBy(() -> new Poisson().checkTargets(column(-1), 1))
                .hasMessageContaining("Poisson must get targets of at least 0, got -1.0 in row 0.");
        assertThatThrownBy(() -> new MeanSquaredLogarithmicError().checkTargets(column(-1), 1))
                .isInstanceOf(TargetException.class);
        assertThatThrownBy(() -> new Huber().checkTargets(column(Float.POSITIVE_INFINITY), 1))
                .hasMessageContaining("Huber must get targets that are finite, got Infinity in row 0.");
    }

    private static Rows column(float value) {
        return Rows.of(new float[] {value}, 1);
    }

    private static Rows rows(float... values) {
        return Rows.of(values, values.length);
    }
}
