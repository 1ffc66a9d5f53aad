package gradus.lab.comparisons;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.experiment.Settings;
import gradus.experiment.comparisons.Comparison;
import gradus.experiment.comparisons.Factor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CommandsTest {
    @Test
    void aComparison_isWrittenAsItWouldBeTyped() {
        Settings base = Settings.of("digits").with("layers", "dense(8, relu)");
        Comparison comparison = new Comparison(
                base.with("batch", "all"),
                List.of(Factor.parse("optimizer=sgd(0.1),adam")),
                8,
                Factor.parse("learning_rate=0.1,1"),
                "accuracy",
                0.5);

        assertThat(Commands.of(comparison, "my digits.csv"))
                .isEqualTo("./gradus compare \"my digits.csv\" --vary \"optimizer=sgd(0.1),adam\" --seeds 8 --tune"
                        + " learning_rate=0.1,1 --metric accuracy --reach 0.5 --layers \"dense(8, activation=relu)\" --batch"
                        + " all");
    }

    @Test
    void bundlesOfOneChoice_areOneFactor() {
        Comparison comparison = Comparison.of(
                Settings.of("digits"),
                new Factor("choice", List.of("none", "much")),
                4,
                List.of(Map.of("dropout", "0"), Map.of("dropout", "0.5")));

        assertThat(Commands.of(comparison, "digits")).contains("--vary dropout=0,0.5 --seeds 4");
    }

    @Test
    void bundlesOfSeveralChoices_haveNoCommand() {
        Comparison comparison = Comparison.of(
                Settings.of("digits"),
                new Factor("choice", List.of("one", "two")),
                4,
                List.of(Map.of("dropout", "0"), Map.of("dropout", "0.5", "epochs", "20")));

        assertThat(Commands.of(comparison, "digits")).isEmpty();
    }
}
