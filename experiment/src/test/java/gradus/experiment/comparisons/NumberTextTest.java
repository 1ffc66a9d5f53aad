package gradus.experiment.comparisons;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.experiment.statistics.ConfidenceInterval;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberTextTest {
    @ParameterizedTest
    @CsvSource({
        "0,0",
        "1,1",
        "0.5,0.5",
        "0.123456,0.1235",
        "12.3456,12.35",
        "1234.56,1235",
        "999999,999999",
        "1000000,1e+06",
        "0.00012345,0.000123",
        "0.000012345,1.235e-05",
        "-2.5,-2.5",
        "100,100",
        "NaN,–",
        "Infinity,∞",
        "-Infinity,-∞"
    })
    void text_hasFourDigits(double value, String text) {
        assertThat(NumberText.text(value)).isEqualTo(text);
    }

    @Test
    void signed_showsTheSignOfGains() {
        assertThat(NumberText.signed(0.25)).isEqualTo("+0.25");
        assertThat(NumberText.signed(-0.25)).isEqualTo("-0.25");
        assertThat(NumberText.signed(0)).isEqualTo("0");
    }

    @Test
    void intervals_areShownIfThereIsOne() {
        assertThat(NumberText.text(ConfidenceInterval.of(1, 2, 3))).isEqualTo("2 (95%: -0.4841 to 4.484)");
        assertThat(NumberText.signed(ConfidenceInterval.of(1, 2, 3))).isEqualTo("+2 (95%: -0.4841 to +4.484)");
        assertThat(NumberText.text(ConfidenceInterval.of(7))).isEqualTo("7");
    }

    @Test
    void p_isNeverZero() {
        assertThat(NumberText.p(0)).isEqualTo("< 0.0001");
        assertThat(NumberText.p(0.0078125)).isEqualTo("0.0078");
        assertThat(NumberText.p(0.5)).isEqualTo("0.500");
    }

    @Test
    void counts_bytesAndTimes_haveUnits() {
        assertThat(NumberText.count(12300)).isEqualTo("12,300");
        assertThat(NumberText.count(Double.POSITIVE_INFINITY)).isEqualTo("∞");
        assertThat(NumberText.bytes(999)).isEqualTo("999 B");
        assertThat(NumberText.bytes(1500)).isEqualTo("1.5 kB");
        assertThat(NumberText.bytes(25_000_000)).isEqualTo("25 MB");
        assertThat(NumberText.seconds(0.0123)).isEqualTo("0.012 s");
        assertThat(NumberText.seconds(3.217)).isEqualTo("3.22 s");
        assertThat(NumberText.seconds(42.4)).isEqualTo("42 s");
        assertThat(NumberText.seconds(125)).isEqualTo("2 min 5 s");
        assertThat(NumberText.seconds(7320)).isEqualTo("2 h 2 min");
    }
}
