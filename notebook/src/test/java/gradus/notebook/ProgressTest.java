package gradus.notebook;

import static gradus.layers.Layers.dense;
import static gradus.layers.Layers.input;
import static org.assertj.core.api.Assertions.assertThat;

import gradus.Fit;
import gradus.Sequential;
import gradus.data.Dataset;
import gradus.losses.MeanSquaredError;
import gradus.optimizers.Sgd;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressTest {
    @Test
    void aTraining_isShownOnce_andRedrawnUntilItsEnd() {
        List<Object> shown = new ArrayList<>();
        List<Object> redrawn = new ArrayList<>();
        Progress progress = new Progress(
                state -> {
                    shown.add(state);
                    return "output 7";
                },
                (id, state) -> {
                    assertThat(id).isEqualTo("output 7");
                    redrawn.add(state);
                });
        var model = Sequential.of(input(1), dense(1));
        model.compile(new Sgd(0.1), new MeanSquaredError());
        var history = model.fit(
                Dataset.of(new float[][] {{1}, {2}}, new float[][] {{1}, {2}}),
                Fit.epochs(3).callbacks(progress));

        assertThat(shown).containsExactly(new Progress.State(0, 3, Map.of()));
        assertThat(redrawn.getLast()).isEqualTo(new Progress.State(3, 3, history.lastEpoch()));
    }

    @Test
    void aState_isABarAndNumbers() {
        assertThat(new Progress.State(2, 5, Map.of("<loss>", 0.25)).html())
                .isEqualTo("<progress max=\"5\" value=\"2\"></progress> epoch 2 of 5 · &lt;loss&gt; 0.2500");
    }
}
