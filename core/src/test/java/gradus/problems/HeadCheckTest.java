package gradus.problems;

import static gradus.activations.Activations.LINEAR;
import static gradus.activations.Activations.RELU;
import static gradus.activations.Activations.SIGMOID;
import static gradus.activations.Activations.SOFTMAX;
import static gradus.layers.Layers.activation;
import static gradus.layers.Layers.dense;
import static gradus.layers.Layers.dropout;
import static gradus.layers.Layers.input;
import static gradus.layers.Layers.softmax;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import gradus.layers.Layer;
import gradus.losses.BinaryCrossentropy;
import gradus.losses.CategoricalCrossentropy;
import gradus.losses.Hinge;
import gradus.losses.Loss;
import gradus.losses.MeanSquaredError;
import gradus.losses.Reduction;
import gradus.losses.SparseCategoricalCrossentropy;
import gradus.training.Graph;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HeadCheckTest {
    @ParameterizedTest
    @EnumSource(Task.class)
    void everyRowOfTheTable_fitsItself(Task task) {
        assertThatCode(() -> check(task.head(3), task.loss())).doesNotThrowAnyException();
    }

    @Test
    void softmaxOverOneUnit_isRefused_whateverTheLoss() {
        assertRefused(dense(1, SOFTMAX), new MeanSquaredError(), "softmax over one unit is always 1");
        assertRefused(dense(1, SOFTMAX), new BinaryCrossentropy(), "sigmoid output, BinaryCrossentropy loss");
    }

    @Test
    void linearOutputsWithCrossEntropy_areRefused() {
        assertRefused(
                dense(3),
                new SparseCategoricalCrossentropy(),
                "layer \"dense\" does not fit the loss: SparseCategoricalCrossentropy takes probabilities, but linear"
                        + " outputs are not probabilities. Use: classification: one label of many → softmax output,"
                        + " SparseCategoricalCrossentropy loss, or set fromLogits.");
        assertRefused(dense(1, LINEAR), new BinaryCrossentropy(), "takes probabilities");
    }

    @Test
    void probabilitiesWithALossOnLogits_areRefused() {
        Loss onLogits = new SparseCategoricalCrossentropy(true, null, Reduction.SUM_OVER_BATCH_SIZE);
        assertRefused(dense(3, SOFTMAX), onLogits, "softmax was applied already");
        assertThatCode(() -> check(dense(3), onLogits)).doesNotThrowAnyException();
    }

    @Test
    void softmaxWithBinaryCrossEntropy_namesBothRowsThatMayBeMeant() {
        assertRefused(dense(3, SOFTMAX), new BinaryCrossentropy(), "several labels at once → sigmoid output");
        assertRefused(dense(3, SOFTMAX), new BinaryCrossentropy(), "if the classes are mutually exclusive");
    }

    @Test
    void sigmoidWithCategoricalCrossEntropy_isRefused() {
        assertRefused(dense(3, SIGMOID), new CategoricalCrossentropy(), "sigmoid outputs do not sum to 1");
        assertRefused(dense(3, RELU), new CategoricalCrossentropy(), "relu outputs do not sum to 1");
    }

    @Test
    void anActivationThatIsALayer_isSeenToo() {
        assertRefused(activation(RELU), new BinaryCrossentropy(), "relu does not provide it");
        assertThatCode(() -> check(softmax(), new CategoricalCrossentropy())).doesNotThrowAnyException();
    }

    @Test
    void whatIsNotKnown_isLeftAlone() {
        assertThatCode(() -> check(dropout(0.1), new BinaryCrossentropy())).doesNotThrowAnyException();
        assertThatCode(() -> check(dense(1, RELU), new Hinge())).doesNotThrowAnyException();
    }

    @Test
    void binaryHead_hasOneUnit_whateverIsAsked() {
        assertThat(Task.BINARY.head(2).units()).isEqualTo(1);
        assertThat(Task.MULTICLASS.head(4).units()).isEqualTo(4);
    }

    private static void assertRefused(Layer last, Loss loss, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> check(last, loss)).withMessageContaining(message);
    }

    private static void check(Layer last, Loss loss) {
        HeadCheck.check(Graph.chain(null, List.of(input(4), last)), 0, loss);
    }
}
