package gradus.lab.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// A small form of [Calibration]: every kind of run once.
final class CalibrationTest {
    @Test
    void troublesAreNamed_andHealthyRunsAreLeftAlone() {
        Calibration.Rates rates = new Calibration.Rates();
        rates.add(100);

        assertThat(rates.alarmed)
                .as("false alarms of %s: %s", rates.healthy, rates.wrong)
                .isLessThanOrEqualTo(3);
        assertThat(rates.missed())
                .as("misses of %s: %s", rates.faulty(), rates.wrong)
                .isLessThanOrEqualTo(2);
    }
}
