package gradus.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.lab.messages.LabSettings;
import gradus.lab.messages.Messages.Previewed;
import gradus.lab.pages.Choices;
import gradus.lab.run.Uploads;
import org.junit.jupiter.api.Test;

final class PreviewTest {
    @Test
    void aChangeThatHelps_isSeenToHelpOnEqualSeeds() {
        LabSettings slow = Choices.start().learningRate(1e-6);
        try (Uploads uploads = new Uploads()) {
            Previewed change = Preview.of(slow, Choices.start(), uploads);
            Previewed same = Preview.of(slow, slow, uploads);

            assertThat(change.seeds()).isBetween(1, 8);
            assertThat(change.better()).isEqualTo(change.seeds());
            assertThat(change.after()).isLessThan(change.before());
            assertThat(same.after()).isEqualTo(same.before());
            assertThat(same.better()).isZero();
        }
    }

    @Test
    void aChangeThatDiverges_hasNoLoss() {
        LabSettings start = Choices.start();
        LabSettings wild = new LabSettings(
                new LabSettings.DataChoice("generator", "hills", 200, 0.1, 0, "", 0.3, true),
                java.util.List.of(new LabSettings.LayerChoice(8, "relu", true, "none", 0, "he_normal")),
                "",
                "sgd",
                start.optimizerArguments(),
                900,
                "constant",
                16,
                20,
                0,
                0,
                0);
        try (Uploads uploads = new Uploads()) {
            assertThat(Preview.of(wild, wild.learningRate(0.01), uploads)).satisfies(result -> {
                assertThat(result.before()).isNull();
                assertThat(result.after()).isPositive();
                assertThat(result.better()).isEqualTo(result.seeds());
            });
        }
    }
}
