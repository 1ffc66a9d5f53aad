package gradus.experiment.comparisons;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.data.tables.CsvOptions;
import gradus.experiment.Settings;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RangeTestTest {
    private static final Settings MOONS = Settings.of("moons").with("optimizer", "sgd");

    private static String sentence(RangeTest test) {
        return RateSearchReport.sentence(new RateSearch(test, null, 1, "val_loss"));
    }

    @Test
    void fallThatIsKnown_hasItsValley() {
        // Flat, then falling from 1e-3 to 1e-1 with the middle at 1e-2, then flat again and rising.
        double[] rates = new double[161];
        Arrays.setAll(rates, i -> Math.pow(10, -7 + i / 20.0));
        double[] losses = new double[rates.length];
        Arrays.setAll(losses, i -> {
            double at = Math.log10(rates[i]);
            return 2 - 1 / (1 + Math.exp(-6 * (at + 2))) + (at > 0 ? at : 0);
        });
        RangeTest test = RangeTest.of(rates, losses, 10.0);
        // Smoothing looks back, so that places come out later: by up to half a decade here.
        assertThat(test.valley()).isBetween(1e-4, 1e-1);
        assertThat(sentence(test)).contains("valley").contains("diverged at 10");
    }

    @Test
    void lossThatNeverFalls_givesNoSuggestion() {
        double[] rates = new double[50];
        Arrays.setAll(rates, i -> Math.pow(10, -5 + i / 10.0));
        RangeTest test = RangeTest.of(rates, new double[50], null);
        assertThat(test.valley()).isNull();
        assertThat(sentence(test)).contains("no suggestion").contains("did not diverge");
    }

    @Test
    void plainDescent_divergesWithinTheRange_andSuggestsLess() {
        RangeTest test = RangeTest.of(MOONS, new CsvOptions(), 1e-5, 1000, 120, 1);
        assertThat(test.divergedAt()).isNotNull();
        assertThat(test.valley()).isNotNull().isLessThan(test.divergedAt());
        assertThat(test.rates()[0]).isEqualTo(1e-5);
        RangeTest again = RangeTest.of(MOONS, new CsvOptions(), 1e-5, 1000, 120, 2);
        assertThat(again.losses()).containsExactly(test.losses());
    }

    @Test
    void wrongRanges_areRefused() {
        assertThatThrownBy(() -> RangeTest.of(MOONS, new CsvOptions(), 1, 0.1, 100, 1))
                .hasMessage("rates must grow from above 0, got 1.0 to 0.1");
        assertThatThrownBy(() -> RangeTest.of(MOONS, new CsvOptions(), 0.1, 1, 3, 1))
                .hasMessage("a range test needs at least 20 steps, got 3");
    }
}
