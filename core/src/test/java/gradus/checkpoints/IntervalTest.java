package gradus.checkpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntervalTest {
    @Test
    void texts_areReadWithTheirUnits() {
        assertThat(Interval.parse("100steps")).isEqualTo(new Interval.Steps(100));
        assertThat(Interval.parse("1step")).isEqualTo(new Interval.Steps(1));
        assertThat(Interval.parse("1epoch")).isEqualTo(new Interval.Epochs(1));
        assertThat(Interval.parse("2 epochs")).isEqualTo(new Interval.Epochs(2));
        assertThat(Interval.parse("30s")).isEqualTo(new Interval.Time(Duration.ofSeconds(30)));
        assertThat(Interval.parse("5min")).isEqualTo(new Interval.Time(Duration.ofMinutes(5)));
        assertThat(Interval.parse("1h")).isEqualTo(new Interval.Time(Duration.ofHours(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "100", "steps", "0steps", "-1epoch", "1.5h", "3 weeks", "9999999999s"})
    void otherTexts_areRefused(String text) {
        assertThatThrownBy(() -> Interval.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "an interval must be a number from 1 with a unit, such as 100steps, 1epoch, 30s, 5min or 1h, got \""
                                + text + "\"");
    }

    @Test
    void nothing_isNoInterval() {
        assertThatThrownBy(() -> new Interval.Steps(0)).hasMessage("an interval must have at least 1 step, got 0");
        assertThatThrownBy(() -> new Interval.Epochs(0)).hasMessage("an interval must have at least 1 epoch, got 0");
        assertThatThrownBy(() -> new Interval.Time(Duration.ZERO))
                .hasMessage("an interval must be longer than zero, got PT0S");
    }
}
