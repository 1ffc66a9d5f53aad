package gradus.lab.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import gradus.Model;
import gradus.data.Rows;
import gradus.lab.messages.LabSettings;
import gradus.lab.messages.LabSettings.DataChoice;
import gradus.lab.messages.RaceMessages.Space;
import gradus.lab.messages.RaceMessages.Spaces;
import gradus.lab.pages.Choices;
import gradus.lab.run.Run;
import gradus.lab.run.Uploads;
import gradus.math.RandomStream;
import org.junit.jupiter.api.Test;

class LayerSpaceTest {
    @Test
    void aLayerOfTwoUnits_isShownAsItIs() {
        try (Uploads uploads = new Uploads()) {
            LabSettings start = Choices.start();
            Run run = new Run(1, start, uploads);
            run.epoch();
            Spaces spaces = LayerSpace.of(run);

            assertThat(spaces.spaces()).extracting(Space::title).containsExactly("inputs", "hidden 1", "hidden 2");
            assertThat(spaces.spaces()).extracting(Space::units).containsExactly(2, 6, 4);
            assertThat(spaces.labels()).hasSize(2);
            int nodes = LayerSpace.SIDE * LayerSpace.SIDE;
            Space sheet = spaces.spaces().getFirst();
            assertThat(sheet.grid()).hasSize(2 * nodes);
            float[][] some = {{sheet.grid()[2000], sheet.grid()[2001]}};
            assertThat(spaces.answers()[1000])
                    .as("what the network answers at a node")
                    .isCloseTo(run.model().predict(some)[0][0], within(1e-6f));
            assertThat(spaces.spaces().get(1).share()).isBetween(0.3, 1.0001);
        }
    }

    @Test
    void whatAHiddenLayerSays_isWhatTheNetworkCutThereSays() {
        try (Uploads uploads = new Uploads()) {
            LabSettings start = Choices.start();
            LabSettings narrow = narrow(start);
            Run run = new Run(1, narrow, uploads);
            run.epoch();
            Spaces spaces = LayerSpace.of(run);
            Model cut = run.model().withoutLast(1);
            Space sheet = spaces.spaces().getFirst();
            Rows inputs = Rows.of(new float[][] {{sheet.grid()[500], sheet.grid()[501]}});

            float[] seen = cut.predict(inputs).toArray();

            Space hidden = spaces.spaces().getLast();
            assertThat(hidden.share()).isEqualTo(1);
            assertThat(hidden.grid()[500]).isCloseTo(seen[0], within(1e-6f));
            assertThat(hidden.grid()[501]).isCloseTo(seen[1], within(1e-6f));
        }
    }

    private static LabSettings narrow(LabSettings start) {
        var layer = start.layers().getFirst();
        var two = new LabSettings.LayerChoice(2, "tanh", true, "none", 0, "glorot_uniform");
        return gradus.internal.Records.with(start, "layers", java.util.List.of(layer, two));
    }

    @Test
    void dataOfManyInputs_areRefusedInWords() {
        try (Uploads uploads = new Uploads()) {
            LabSettings start = Choices.start();
            DataChoice iris = new DataChoice("bundled", "iris", 100, 0, 0, "", 0.3, true);
            Run run = new Run(1, gradus.internal.Records.with(start, "data", iris), uploads);

            assertThatThrownBy(() -> LayerSpace.of(run)).hasMessageContaining("only where there are two inputs");
        }
    }

    @Test
    void thePrincipalPlane_isThatOfTheWidestSpread() {
        float[] values = new float[3 * 400];
        RandomStream random = RandomStream.of(3);
        for (int row = 0; row < 400; row++) {
            values[3 * row] = (float) (5 + 0.1 * random.nextGaussian());
            values[3 * row + 1] = (float) (3 * random.nextGaussian());
            values[3 * row + 2] = (float) random.nextGaussian();
        }
        PrincipalPlane plane = PrincipalPlane.of(values, 3, 0, 400);
        float[] flat = new float[2];
        plane.project(new float[] {5, 30, 2}, 0, flat, 0);

        assertThat(plane.share()).isBetween(0.99, 1.0001);
        assertThat(Math.abs(flat[0])).isCloseTo(30, within(2f));
        assertThat(Math.abs(flat[1])).isCloseTo(2, within(2f));
    }
}
