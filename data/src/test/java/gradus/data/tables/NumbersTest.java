package gradus.data.tables;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {
    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "+1.5", ".5", "5.", "1e3", "1.5E-3", "0012"})
    void numbers_areRecognised(String text) {
        assertThat(Numbers.isNumber(text, '.')).isTrue();
        assertThat(Numbers.parse(text, '.')).isEqualTo(Double.parseDouble(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", ".", "e5", "1e", "1e+", "1f", "0x1", "1,5", "1 000", "--1", "NaN", "١"})
    void otherTexts_areNoNumbers(String text) {
        assertThat(Numbers.isNumber(text, '.')).isFalse();
    }

    @Test
    void text_isTheShortest() {
        assertThat(Numbers.text(3)).isEqualTo("3");
        assertThat(Numbers.text(-0.1f)).isEqualTo("-0.1");
        assertThat(Numbers.text(0.1)).isEqualTo("0.1");
        assertThat(Numbers.text(1e300)).isEqualTo("1.0E300");
    }
}
