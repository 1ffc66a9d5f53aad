package gradus.lab.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradus.lab.messages.Messages.ActivationPlot;
import gradus.lab.messages.Messages.Choice;
import gradus.lab.run.Uploads;
import gradus.lab.view.ActivationCurve;
import org.junit.jupiter.api.Test;

final class ChoicesTest {
    @Test
    void everyActivation_hasHelpAndAPlotWithItsSlope() {
        try (Uploads uploads = new Uploads()) {
            for (Choice choice : Choices.catalog(uploads).activations()) {
                ActivationPlot plot = ActivationCurve.plot(choice.name(), 4);

                assertThat(choice.description()).as(choice.name()).isNotBlank();
                assertThat(plot.x()).hasSameSizeAs(plot.y()).hasSameSizeAs(plot.slope());
                for (float value : plot.y()) {
                    assertThat(value).as(choice.name()).isFinite();
                }
            }
        }
        ActivationPlot relu = ActivationCurve.plot("relu", 4);
        assertThat(relu.x()[0]).isEqualTo(-4);
        assertThat(relu.y()[0]).isZero();
        assertThat(relu.y()[128]).isEqualTo(4);
        assertThat(relu.slope()[128]).isEqualTo(1);
        ActivationPlot tanh = ActivationCurve.plot("tanh", 4);
        assertThat(tanh.slope()[64]).isEqualTo(1);
        assertThat((double) tanh.y()[128]).isCloseTo(Math.tanh(4), within(1e-6));
    }
}
