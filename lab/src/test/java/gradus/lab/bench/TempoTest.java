package gradus.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TempoTest {
    private static final long SECOND = 1_000_000_000;

    @ParameterizedTest
    @ValueSource(longs = {100, 1_800, 18_000, 1_000_000})
    void aWatchedRun_beginsStepByStepAndTakesTwelveSeconds(long planned) {
        double seconds = 0;
        for (long made = 0; made < planned; made++) {
            seconds += 1 / Tempo.rate(made, planned);
        }

        assertThat(Tempo.rate(0, planned)).isEqualTo(Tempo.FIRST);
        assertThat(Tempo.rate(planned / 2, planned)).isGreaterThan(Tempo.FIRST);
        assertThat(seconds).isCloseTo(Tempo.SPAN, within(0.5));
    }

    @Test
    void aRunOfFewSteps_isStillStepByStep() {
        assertThat(Tempo.rate(3, 10)).isEqualTo(Tempo.FIRST);
    }

    @Test
    void stepsAreDue_asTimePasses_andALongNapIsNotMadeUpFor() {
        Tempo tempo = new Tempo();
        tempo.start(0);

        assertThat(tempo.due(10, 0)).isEqualTo(1);
        assertThat(tempo.until(10)).isEqualTo(SECOND / 10);
        assertThat(tempo.due(10, SECOND / 20)).isZero();
        assertThat(tempo.due(10, SECOND / 10)).isEqualTo(1);
        assertThat(tempo.due(1000, SECOND / 5)).isEqualTo(100);
        assertThat(tempo.due(1000, 100 * SECOND)).isEqualTo(100);
    }
}
