package gradus.lab.view;

import static gradus.lab.view.SmallRuns.layer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import gradus.lab.messages.LabSettings.LayerChoice;
import gradus.lab.messages.RowMessages.Row;
import gradus.lab.messages.RowMessages.RowView;
import gradus.lab.messages.RowMessages.UnitView;
import gradus.lab.run.Run;
import gradus.lab.run.Uploads;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RowPassTest {
    private static final float[] POINT = {0.4f, -1.1f};

    private final Uploads uploads = new Uploads();

    @AfterEach
    void close() {
        uploads.close();
    }

    private WatchedRun trained(String data, LayerChoice... layers) {
        WatchedRun run = new WatchedRun(new Run(1, SmallRuns.settings(data, "adam", Map.of(), layers), uploads));
        run.epoch();
        run.step();
        return run;
    }

    @Test
    void theAnswer_isThatOfTheModel() {
        for (String data : List.of("xor", "blobs", "hills")) {
            WatchedRun run = trained(data, layer(6, "relu", "batch", 0.4), layer(3, "tanh", "layer", 0));

            RowView view = run.row(run.now(), new Row(POINT, -1, -1, 0));

            float[] predicted = run.run().model().predict(new float[][] {POINT})[0];
            assertThat(view.layers().getLast().outputs()).containsExactly(predicted, within(1e-6f));
            assertThat(view.layers()).hasSize(3);
            assertThat(view.step()).isEqualTo(run.run().steps());
            assertThat(view.sure() == null).isEqualTo(data.equals("hills"));
            assertThat(view.answer()).isNotBlank();
        }
    }

    /// What the page writes out: w·x + b = z, normalized, bent, with the slope there.
    @Test
    void theSumOfAUnit_isThatOfItsTerms() {
        WatchedRun run = trained("xor", layer(6, "tanh", "batch", 0.4), layer(3, "sigmoid", "none", 0));

        for (int layer = 0; layer < 3; layer++) {
            RowView view = run.row(run.now(), new Row(POINT, -1, layer, 0));
            UnitView unit = view.unit();
            assertThat(unit).isNotNull();
            if (unit == null) {
                return;
            }
            double sum = unit.bias() == null ? 0 : unit.bias();
            for (int i = 0; i < unit.terms().length; i++) {
                assertThat(unit.terms()[i]).isEqualTo(unit.weights()[i] * unit.incoming()[i]);
                assertThat(unit.incoming()[i])
                        .isEqualTo(view.layers().get(layer).incoming()[i]);
                sum += unit.terms()[i];
            }
            assertThat((double) unit.sum()).isCloseTo(sum, within(1e-5));
            Float normalized = unit.normalized();
            double z = normalized == null ? unit.sum() : normalized;
            boolean tanh = layer == 0;
            double output = tanh ? Math.tanh(z) : 1 / (1 + Math.exp(-z));
            assertThat((double) unit.output()).isCloseTo(output, within(1e-5));
            assertThat((double) view.layers().get(layer).outputs()[0]).isEqualTo((double) unit.output());
            assertThat(unit.slope()).isNotNull();
            assertThat(unit.slope() == null ? 0 : unit.slope().doubleValue())
                    .isCloseTo(tanh ? 1 - output * output : output * (1 - output), within(1e-5));
            assertThat(unit.activation()).isEqualTo(tanh ? "tanh" : "sigmoid");
            if (layer == 0) {
                Map<String, Float> of = unit.numbers();
                assertThat(of).containsOnlyKeys("gamma", "beta", "moving_mean", "moving_variance");
                double normal = (unit.sum() - number(of, "moving_mean"))
                                / Math.sqrt(number(of, "moving_variance") + 1e-3)
                                * number(of, "gamma")
                        + number(of, "beta");
                assertThat(z).isCloseTo(normal, within(1e-5));
            }
        }
    }

    private static double number(Map<String, Float> of, String name) {
        return of.getOrDefault(name, Float.NaN);
    }

    @Test
    void aRowThatDoesNotFit_isRefused() {
        WatchedRun run = trained("xor", layer(4, "tanh", "none", 0));

        assertThatThrownBy(() -> run.row(run.now(), new Row(new float[3], -1, -1, 0)))
                .hasMessage("a row here has 2 numbers, got 3");
        assertThatThrownBy(() -> run.row(run.now(), new Row(new float[] {1, Float.NaN}, -1, -1, 0)))
                .hasMessageContaining("got NaN");
        assertThatThrownBy(() -> run.row(run.now(), new Row(POINT, -1, 0, 4))).hasMessage("hidden 1 has no unit 5");
        assertThatThrownBy(() -> run.row(run.now(), new Row(POINT, -1, 2, 0)))
                .hasMessage("the network has 2 columns of units; column 3 was asked for");
    }
}
