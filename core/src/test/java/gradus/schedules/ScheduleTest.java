package gradus.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import gradus.registry.Registry;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    @Test
    void everySchedule_isFiniteAndNotNegativeForEver() {
        Registry.SCHEDULES.entries().forEach(entry -> {
            for (long step : new long[] {0, 1, 999, 1000, 1001, 123_456_789, Integer.MAX_VALUE, 1L << 40}) {
                assertThat(entry.prototype().at(step))
                        .as("%s at %s", entry.name(), step)
                        .isFinite()
                        .isNotNegative();
            }
        });
    }

    @Test
    void restarts_areAtTheirExactStepsWhateverTheFactor() {
        // 1, 3, 9, … 3⁹ times 5 steps: logarithms of powers of 3 would miss some of them by rounding.
        CosineDecayRestarts schedule = new CosineDecayRestarts(0.1, 5, 3, 0.5, 0);
        long restart = 0;
        long length = 5;
        double peak = 0.1;
        for (int i = 0; i < 10; i++) {
            assertThat(schedule.at(restart)).as("restart %s", i).isCloseTo(peak, within(1e-15));
            restart += length;
            assertThat(schedule.at(restart - 1)).as("end %s", i).isLessThan(peak * 0.2);
            length *= 3;
            peak /= 2;
        }
    }

    @Test
    void oneCycle_risesThenFallsToItsEnd() {
        OneCycle schedule = new OneCycle(1, 102, 0.5, 10, 100);
        assertThat(schedule.at(0)).isCloseTo(0.1, within(1e-15));
        assertThat(schedule.at(49)).isBetween(0.1, 0.9999);
        assertThat(schedule.at(50)).as("the peak").isEqualTo(1);
        assertThat(schedule.at(51)).isBetween(0.1, 0.9999);
        assertThat(schedule.at(101)).isCloseTo(0.001, within(1e-15));
        assertThat(schedule.at(1000)).as("stays there").isEqualTo(schedule.at(101));
    }

    @Test
    void cosineLog_hasCyclesEachTwiceAsLongAsTheOneBefore() {
        CosineLog schedule = new CosineLog(0.5, 15);
        for (int end : new int[] {0, 1, 3, 7, 15, 100}) {
            assertThat(schedule.at(end)).as("step %s", end).isCloseTo(0, within(1e-12));
        }
        // Half of the cycle from 3 to 7 is over where 1 + step is 4·√2.
        assertThat(new CosineLog(0.5, 15e6).at(Math.round((4 * Math.sqrt(2) - 1) * 1e6)))
                .isCloseTo(0.5, within(1e-9));
    }

    @Test
    void flatCosine_fallsInItsSecondHalf() {
        FlatCosine schedule = new FlatCosine(1, 100);
        assertThat(schedule.at(0)).isEqualTo(1);
        assertThat(schedule.at(50)).isEqualTo(1);
        assertThat(schedule.at(75)).isCloseTo(0.5, within(1e-12));
        assertThat(schedule.at(100)).isCloseTo(0, within(1e-12));
        assertThat(schedule.at(1000)).isCloseTo(0, within(1e-12));
    }

    @Test
    void argumentsOutOfRange_areRefused() {
        assertThatThrownBy(() -> new ExponentialDecay(0.1, 0, 0.5))
                .hasMessage("ExponentialDecay.decaySteps must be greater than 0, got 0.0");
        assertThatThrownBy(() -> new InverseTimeDecay(0.1, 10, -1))
                .hasMessage("InverseTimeDecay.decayRate must be at least 0, got -1.0");
        assertThatThrownBy(() -> new PolynomialDecay(-0.1, 10))
                .hasMessage("PolynomialDecay.initialLearningRate must be at least 0, got -0.1");
        assertThatThrownBy(() -> new CosineDecay(0.1, -10))
                .hasMessage("CosineDecay.decaySteps must be greater than 0, got -10.0");
        assertThatThrownBy(() -> new CosineDecayRestarts(0.1, 10, 0.5, 1, 0))
                .hasMessage("CosineDecayRestarts.tMul must be at least 1, got 0.5");
        assertThatThrownBy(() -> new OneCycle(0.1, 10, 1, 25, 1e4))
                .hasMessage("OneCycle.warmupShare must be in (0, 1), got 1.0");
        assertThatThrownBy(() -> new OneCycle(0.1, 3))
                .hasMessage("OneCycle must have more than one step to rise in, got 0.3 of 3.0 steps");
        assertThatThrownBy(() -> new PiecewiseConstantDecay(List.of(3, 3), List.of(1.0, 0.5, 0.1)))
                .hasMessage("PiecewiseConstantDecay.boundaries must rise, got [3, 3]");
        assertThatThrownBy(() -> new PiecewiseConstantDecay(List.of(3), List.of(1.0)))
                .hasMessage("PiecewiseConstantDecay.values must be one more than the 1 boundaries, got 1");
    }
}
