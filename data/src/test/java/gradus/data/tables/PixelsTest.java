package gradus.data.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PixelsTest {
    private static List<NumericFeature> columns(int count, String stem, double max, boolean whole) {
        return IntStream.range(0, count)
                .mapToObj(i -> new NumericFeature(stem + i, 1, 1, 0, i % 2 == 0 ? max : max / 3, whole, false, '.'))
                .toList();
    }

    @Test
    void manyWholeNumbersOfOneRange_arePixels() {
        assertThat(Pixels.are(columns(64, "p", 16, true))).isTrue();
        assertThat(Pixels.are(columns(784, "pixel", 255, true))).isTrue();
        assertThat(Pixels.are(columns(3 * 1024, "column_", 255, true))).isTrue();
    }

    @Test
    void otherNumberedColumns_areNot() {
        assertThat(Pixels.are(columns(16, "column_", 16, true))).isFalse();
        assertThat(Pixels.are(columns(100, "q", 5, true))).isFalse();
        assertThat(Pixels.are(columns(64, "sensor", 16, false))).isFalse();
        assertThat(Pixels.are(columns(70, "p", 16, true))).isFalse();
        assertThat(Pixels.are(IntStream.range(0, 64)
                        .mapToObj(i -> new NumericFeature("s" + i, 1, 1, 0, 10 + i, true, false, '.'))
                        .toList()))
                .isFalse();
    }
}
