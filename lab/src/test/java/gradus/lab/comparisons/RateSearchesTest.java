package gradus.lab.comparisons;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.lab.messages.ComparisonMessages.Rates;
import gradus.lab.messages.LabSettings;
import gradus.lab.messages.LabSettings.DataChoice;
import gradus.lab.messages.LabSettings.LayerChoice;
import gradus.lab.run.Uploads;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RateSearchesTest {
    private static LabSettings settings(int samples, int layers, int batch, String schedule) {
        LayerChoice layer = new LayerChoice(64, "tanh", true, "none", 0, "glorot_uniform");
        return new LabSettings(
                new DataChoice("generator", "moons", samples, 0.1, 0, "", 0.3, true),
                Collections.nCopies(layers, layer),
                "",
                "sgd",
                Map.of(),
                0.01,
                schedule,
                batch,
                20,
                0,
                0,
                0);
    }

    @Test
    void aRate_isFoundWhateverTheScheduleIs() {
        try (Uploads uploads = new Uploads()) {
            RateSearches searches = new RateSearches(uploads);

            Rates rates = searches.search(settings(200, 1, 16, "cosine_decay"));

            assertThat(rates.rate()).isNotNull().isBetween(1e-3, 10.0);
            assertThat(rates.sentence()).startsWith("Suggested: ");
            assertThat(rates.drawing())
                    .contains("<svg")
                    .doesNotContain("style=")
                    .doesNotContain("Again");
            assertThat(searches.search(settings(200, 1, 16, "constant"))).isEqualTo(rates);
        }
    }

    @Test
    void aTestThatWouldTakeTooLong_isRefused() {
        try (Uploads uploads = new Uploads()) {
            assertThatThrownBy(() -> new RateSearches(uploads).search(settings(10_000, 10, 0, "constant")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("choose a smaller batch");
        }
    }

    @Test
    void suggestions_areThingsThatCanBeVaried() {
        assertThat(Suggestions.factors().factors())
                .allSatisfy(factor -> {
                    assertThat(gradus.experiment.comparisons.Factor.parse(factor.name() + "=" + factor.levels())
                                    .levels())
                            .hasSizeGreaterThan(1);
                    assertThat(factor.help()).endsWith(".");
                })
                .extracting(factor -> factor.name())
                .containsAll(List.of("learning_rate", "optimizer", "dropout", "batch_normalization"));
    }
}
