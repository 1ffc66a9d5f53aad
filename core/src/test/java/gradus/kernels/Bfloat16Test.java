package gradus.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class Bfloat16Test {
    @Test
    void round_takesTheNearest_andTheEvenOneOfTwoThatAreAsNear() {
        assertThat(rounded(1)).isEqualTo(1);
        assertThat(rounded(1.0039062f)).as("a tie, down to even").isEqualTo(1);
        assertThat(rounded(1.0039064f)).as("just above the tie").isEqualTo(1.0078125f);
        assertThat(rounded(1.0117188f)).as("a tie, up to even").isEqualTo(1.015625f);
        assertThat(rounded(-3.1415927f)).isEqualTo(-3.140625f);
    }

    @Test
    void round_keepsZeroes_infinities_andNaN() {
        assertThat(Float.floatToRawIntBits(rounded(-0f))).isEqualTo(Float.floatToRawIntBits(-0f));
        assertThat(rounded(Float.POSITIVE_INFINITY)).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(rounded(Float.NEGATIVE_INFINITY)).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(rounded(Float.MAX_VALUE)).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(rounded(Float.NaN)).isNaN();
        assertThat(rounded(Float.intBitsToFloat(0xffffffff))).isNaN();
    }

    @Test
    void round_isNeverMoreThanHalfAStepOff() {
        float[] x = KernelsTest.randoms(5, 10_000);
        IntStream.range(0, x.length)
                .forEach(i -> assertThat(Math.abs(rounded(x[i]) - x[i])).isLessThanOrEqualTo(Math.ulp(x[i]) * 0x1p15f));
    }

    private static float rounded(float x) {
        short[] y = new short[2];
        Bfloat16.round(new float[] {7, 0, x}, 1, y, 1, 2);
        return Bfloat16.toFloat(y[1]);
    }
}
