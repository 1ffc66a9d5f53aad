package gradus.problems;

import static gradus.layers.Layers.dense;
import static gradus.layers.Layers.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import gradus.Fit;
import gradus.Model;
import gradus.Sequential;
import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.layers.Rescaling;
import gradus.optimizers.Adam;
import org.junit.jupiter.api.Test;

class CountsTest {
    private static Rows column(float... values) {
        return Rows.of(values, 1);
    }

    @Test
    void counts_areLearnedAsPartsOfTheirMean_andComeBack() {
        Counts counts = Counts.of(column(0, 2, 10));
        assertThat(counts.mean()).isEqualTo(4);
        Rows encoded = counts.encode(column(0, 2, 10));
        assertThat(encoded.toArray()).containsExactly(0, 0.5f, 2.5f);
        assertThat(counts.decode(encoded).toArray()).containsExactly(0, 2, 10);
        assertThat(counts.decoder())
                .hasToString(java.util.List.of(new Rescaling(4, 0).named("target_units"))
                        .toString());
    }

    /// Of rows that are all alike, the best answer is their mean.
    @Test
    void network_learnsTheMeanOfEachGroup() {
        Head head = Counts.of(column(0, 2, 10)).head();
        Model model = Sequential.of(input(1), dense(4), head.layer()).seed(1);
        model.compile(new Adam(0.05), head.loss());
        float[] x = new float[60];
        float[] y = new float[60];
        for (int row = 0; row < x.length; row++) {
            x[row] = row % 2;
            y[row] = row % 2 == 0 ? row % 4 : 3 * (row % 3);
        }
        model.fit(Dataset.of(column(x), column(y)), Fit.epochs(300).batchSize(60));
        assertThat(model.predict(column(0, 1)).toArray()).containsExactly(new float[] {1, 3}, within(0.05f));
    }

    @Test
    void zerosOnly_haveAMeanThatDivides() {
        assertThat(Counts.of(column(0, 0)).mean()).isEqualTo(1);
    }

    @Test
    void negativeNumbers_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Counts.of(column(1, -2)))
                .withMessage("counts must be at least 0, got -2.0");
        assertThatIllegalArgumentException().isThrownBy(() -> new Counts(0));
    }
}
