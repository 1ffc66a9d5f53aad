package gradus.problems;

import static gradus.layers.Layers.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import gradus.Model;
import gradus.Sequential;
import gradus.data.Rows;
import gradus.layers.Layer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RanksTest {
    private static final int COUNT = 1000;

    /// Skewed, some negative, a quarter of them equal.
    private static float[] targets() {
        float[] targets = new float[COUNT];
        for (int i = 0; i < COUNT; i++) {
            targets[i] = i < COUNT / 4 ? -5 : (float) Math.exp(i / 150.0) - 8;
        }
        return targets;
    }

    private static Model decoder(TargetTransform transform) {
        List<Layer> layers = new ArrayList<>(List.of(input(1)));
        layers.addAll(transform.decoder());
        Model model = Sequential.of(null, layers);
        float[] values = transform.decoderParameters();
        System.arraycopy(values, 0, model.parameters().values(), 0, values.length);
        return model;
    }

    @Test
    void scores_areThoseOfALogisticDistribution() {
        float[] encoded =
                Ranks.of(Rows.of(targets(), 1)).encode(Rows.of(targets(), 1)).toArray();
        assertThat(encoded).isSorted();
        assertThat(encoded[0]).isEqualTo(encoded[COUNT / 4 - 1]);
        for (double share : new double[] {0.4, 0.75, 0.95}) {
            double score = Math.log(share / (1 - share)) * Math.sqrt(3) / Math.PI;
            assertThat(encoded[(int) (share * COUNT)]).isCloseTo((float) score, within(0.1f));
        }
    }

    @Test
    void decoded_areTheTargets_inLayersToo() {
        Ranks ranks = Ranks.of(Rows.of(targets(), 1));
        Rows encoded = ranks.encode(Rows.of(targets(), 1));
        assertThat(ranks.decode(encoded).toArray()).containsExactly(targets(), within(0.05f));
        assertThat(decoder(ranks).predict(encoded).toArray()).containsExactly(targets(), within(0.05f));
    }

    @Test
    void predictions_stayWithinTheRangeOfTheTargets() {
        Ranks ranks = Ranks.of(Rows.of(new float[] {3, 0, 10, 7, 0, 100}, 1));
        Rows extreme = Rows.of(new float[] {-50, 50}, 1);
        assertThat(ranks.decode(extreme).toArray()).containsExactly(0, 100);
        assertThat(decoder(ranks).predict(extreme).toArray()).containsExactly(new float[] {0, 100}, within(1e-4f));
        assertThat(ranks.encode(Rows.of(new float[] {-9, 0, 100, 1e9f}, 1)).toArray())
                .satisfies(scores -> assertThat(scores[0]).isEqualTo(scores[1]))
                .satisfies(scores -> assertThat(scores[3]).isEqualTo(scores[2]));
    }

    @Test
    void corrected_predictsTheMean_andLearnsTheSame() {
        Rows targets = Rows.of(targets(), 1);
        Ranks ranks = Ranks.of(targets);
        Rows answers = Rows.of(new float[COUNT], 1);
        Ranks corrected = ranks.corrected(targets, answers);
        double mean = 0;
        for (float target : targets()) {
            mean += target / (double) COUNT;
        }
        assertThat(corrected.decode(answers).toArray()[0]).isCloseTo((float) mean, within(1e-3f));
        assertThat(decoder(corrected).predict(answers).toArray()[0]).isCloseTo((float) mean, within(1e-3f));
        assertThat(corrected.encode(targets).toArray())
                .isEqualTo(ranks.encode(targets).toArray());
    }

    @Test
    void equalTargets_areLearnedAsOne() {
        Rows targets = Rows.of(new float[] {4, 4, 4}, 1);
        Ranks ranks = Ranks.of(targets);
        assertThat(ranks.decode(ranks.encode(targets)).toArray()).containsExactly(4, 4, 4);
    }

    @Test
    void badArguments_areRefused() {
        List<Double> two = List.of(1.0, 2.0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Ranks(List.of(1.0), List.of(1.0), 1))
                .withMessage("Ranks must have at least 2 values and a score for each, got 1 values and 1 scores");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Ranks(List.of(2.0, 1.0), two, 1))
                .withMessage("Ranks.values must ascend, got [2.0, 1.0]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Ranks(two, List.of(0.0, 0.0), 1))
                .withMessage("Ranks.scores must ascend, got [0.0, 0.0]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Ranks(two, two, 0))
                .withMessage("Ranks.stretch must be greater than 0, got 0.0");
    }
}
