package gradus.experiment.nets;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.data.Rows;
import org.junit.jupiter.api.Test;

class TableEncodingTest {
    @Test
    void columns_areScaledByMedianAndQuartiles_andClipped() {
        Rows rows = Rows.of(new float[][] {{0, 5, 0}, {1, 5, 0}, {2, 5, 0}, {3, 5, 1}, {1000, 5, 0}});
        Rows encoded = TableEncoding.of(rows, 0).predict(rows);
        assertThat(encoded.width()).isEqualTo(3);
        float[] values = encoded.toArray();
        // z = (x - 2) / 2, then z / (1 + |z|/3).
        assertThat(values[0]).isEqualTo(-0.75f);
        assertThat(values[6]).isEqualTo(0);
        assertThat(values[12]).as("an outlier").isBetween(2.9f, 3f);
        assertThat(values[1]).as("a column that never changes").isEqualTo(0);
        assertThat(values[11]).as("rare: z = 1 / (range / 2)").isEqualTo(1.2f);
    }

    @Test
    void columnsOfALinearModel_haveADeviationOf1_andStayStraight() {
        Rows rows = Rows.of(new float[][] {{0, 5, 0}, {1, 5, 0}, {2, 5, 1}});
        Rows others = Rows.of(new float[][] {{9, 5, 1}, {1e30f, 5, 0}});
        assertThat(TableEncoding.linear(rows).predict(rows).toArray())
                .usingComparatorWithPrecision(1e-5f)
                .containsExactly(-1.224745f, 0, 0, 0, 0, 0, 1.224745f, 0, 2);
        assertThat(TableEncoding.linear(rows).predict(others).toArray())
                .as("8 / √(2/3), and a number that only a mistake explains")
                .usingComparatorWithPrecision(1e-5f)
                .containsExactly(9.797959f, 0, 2, 20, 0, 0);
    }

    @Test
    void pieces_riseFrom0To1BetweenTheirEdges() {
        Rows rows = Rows.of(new float[][] {{-1, 0}, {0, 1}, {1, 0}});
        // Quartiles -0.5 and 0.5: z = x, clipped to ±0.75; the column of two values has no pieces.
        float[] values = TableEncoding.of(rows, 2).predict(rows).toArray();
        assertThat(values)
                .usingComparatorWithPrecision(1e-6f)
                .containsExactly(-0.75f, 0, 0, 0, 0, 1.2f, 1, 0, 0.75f, 0, 1, 1);
    }

    /// Of 4000 rows 3960 are 0, so that all quantiles but the last would be the same.
    @Test
    void valueOfMostRows_leavesPiecesForTheOthers() {
        float[] column = new float[4000];
        for (int i = 0; i < 40; i++) {
            column[100 * i] = 1 + i;
        }
        int width = TableEncoding.of(Rows.of(column, 1), 16)
                .predict(Rows.of(column, 1))
                .width();
        assertThat(width)
                .as("the number itself, 0 to 1, and 39 numbers in intervals of 16 rows")
                .isEqualTo(1 + 1 + 3);
    }
}
