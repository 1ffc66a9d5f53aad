package gradus.data.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/// What is found out in few passes is what the simple methods say.
class NumericColumnTest {
    private static final double[] SPECIAL = {0, -0.0, Double.NaN, 1, -1, 0.5, 1e300, -1e300, Double.POSITIVE_INFINITY};

    private static NumericColumn any(Random random) {
        double[] values = new double[random.nextInt(12)];
        boolean special = random.nextBoolean();
        for (int i = 0; i < values.length; i++) {
            values[i] = special ? SPECIAL[random.nextInt(SPECIAL.length)] : random.nextInt(5) / 2.0;
        }
        return new NumericColumn("x", values);
    }

    private static void assertSameBits(double found, double expected) {
        assertThat(Double.doubleToLongBits(found)).isEqualTo(Double.doubleToLongBits(expected));
    }

    @Test
    void summary_isThatOfTheSimpleMethods() {
        Random random = new Random(7);
        for (int round = 0; round < 2000; round++) {
            NumericColumn column = any(random);
            NumericColumn.Summary summary = column.summary();
            assertThat(summary.count()).isEqualTo(column.rows() - column.missing());
            assertSameBits(summary.mean(), column.mean());
            assertSameBits(summary.variance(), column.variance());
            assertSameBits(summary.min(), column.min());
            assertSameBits(summary.max(), column.max());
            assertThat(summary.whole()).isEqualTo(column.isWhole());
        }
    }

    @Test
    void distinctValues_areCountedUpToALimit() {
        Random random = new Random(8);
        for (int round = 0; round < 2000; round++) {
            NumericColumn column = any(random);
            int distinct = column.distinct();
            for (int most = 1; most < 9; most++) {
                assertThat(column.distinct(most)).isEqualTo(Math.min(most, distinct));
            }
            assertThat(column.isConstant()).isEqualTo(column.min() == column.max());
        }
    }
}
