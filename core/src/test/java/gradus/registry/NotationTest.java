package gradus.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import gradus.activations.Relu;
import gradus.activations.Tanh;
import gradus.layers.ActivationLayer;
import gradus.layers.Dense;
import gradus.layers.Dropout;
import gradus.layers.Layer;
import gradus.layers.ReLU;
import gradus.losses.Huber;
import gradus.optimizers.Adam;
import gradus.optimizers.Optimizer;
import gradus.optimizers.Sgd;
import gradus.regularizers.L2;
import gradus.schedules.ExponentialDecay;
import org.junit.jupiter.api.Test;

class NotationTest {
    @Test
    void aName_isTheConceptWithItsDefaults() {
        assertThat(Notation.parse(Registry.OPTIMIZERS, "adam")).isEqualTo(new Adam());
        assertThat(Notation.parse(Registry.OPTIMIZERS, " SGD ")).isEqualTo(new Sgd());
        assertThat(Notation.parse(Registry.LOSSES, "huber()")).isEqualTo(new Huber());
    }

    @Test
    void arguments_areGivenInOrderOrByName() {
        assertThat(Notation.parse(Registry.OPTIMIZERS, "sgd(0.1, momentum=0.9, nesterov = true)"))
                .isEqualTo(new Sgd(0.1, 0.9, true));
        assertThat(Notation.parse(Registry.OPTIMIZERS, "adam(beta_1=0.5)"))
                .isEqualTo(Notation.parse(Registry.OPTIMIZERS, "Adam(beta1=.5)"));
        assertThat(Notation.parse(Registry.OPTIMIZERS, "sgd(1e-3)")).isEqualTo(new Sgd(1e-3));
    }

    @Test
    void conceptsStandInsideOfConcepts() {
        assertThat(Notation.parse(Registry.LAYERS, "dense(8, relu, kernel_regularizer=l2(0.5), use_bias=false)"))
                .isEqualTo(
                        new Dense(8, new Relu()).kernelRegularizer(new L2(0.5)).useBias(false));
        assertThat(Notation.parse(Registry.OPTIMIZERS, "sgd(exponential_decay(0.1, 100, 0.5))")
                        .learningRate())
                .isEqualTo(new ExponentialDecay(0.1, 100, 0.5, false));
    }

    @Test
    void layersStandOneAfterAnother() {
        assertThat(Notation.parseAll(Registry.LAYERS, "dense(4) dropout(0.5), dense(2,relu)"))
                .containsExactly(new Dense(4), new Dropout(0.5), new Dense(2, new Relu()));
        assertThat(Notation.parseAll(Registry.LAYERS, " ")).isEmpty();
    }

    @Test
    void everyPrototype_isReadBackFromItsText() {
        Registry.LAYERS.entries().forEach(entry -> assertReadBack(Registry.LAYERS, entry));
        Registry.OPTIMIZERS.entries().forEach(entry -> assertReadBack(Registry.OPTIMIZERS, entry));
        Registry.LOSSES.entries().forEach(entry -> assertReadBack(Registry.LOSSES, entry));
        Registry.ACTIVATIONS.entries().forEach(entry -> assertReadBack(Registry.ACTIVATIONS, entry));
        Registry.SCHEDULES.entries().forEach(entry -> assertReadBack(Registry.SCHEDULES, entry));
        Registry.INITIALIZERS.entries().forEach(entry -> assertReadBack(Registry.INITIALIZERS, entry));
        Registry.METRICS.entries().forEach(entry -> assertReadBack(Registry.METRICS, entry));
    }

    private static <T> void assertReadBack(Registry<T> registry, Registry.Entry<T> entry) {
        String text = Notation.write(registry, entry.prototype());
        assertThat(Notation.parse(registry, text)).as(text).isEqualTo(entry.prototype());
    }

    @Test
    void anActivation_isALayerOfItsOwn_whereNoLayerHasItsName() {
        assertThat(Notation.parseAll(Registry.LAYERS, "dense(4) tanh relu"))
                .containsExactly(new Dense(4), new ActivationLayer(new Tanh()), new ReLU());
    }

    @Test
    void whatIsDoneAroundAnOptimizer_isWrittenAsItsArguments() {
        Optimizer clipped = new Adam(0.01).clipNorm(1).movingAverage(0.9, null);
        assertThat(Notation.parse(Registry.OPTIMIZERS, "adam(0.01, clipnorm=1, use_ema=true, ema_momentum=0.9)"))
                .isEqualTo(clipped);
        assertThat(Notation.parse(Registry.OPTIMIZERS, Notation.write(Registry.OPTIMIZERS, clipped)))
                .isEqualTo(clipped);
        assertThat(Notation.parse(Registry.OPTIMIZERS, "adamw(weight_decay=0.1)")
                        .options()
                        .weightDecay())
                .isEqualTo(0.1);
    }

    @Test
    void write_leavesDefaultsOut() {
        assertThat(Notation.write(Registry.OPTIMIZERS, new Sgd(0.5, 0.9, false)))
                .isEqualTo("sgd(learning_rate=0.5, momentum=0.9)");
        Layer layer = new Dense(8, new Relu()).useBias(false);
        assertThat(Notation.write(Registry.LAYERS, layer)).isEqualTo("dense(8, activation=relu, use_bias=false)");
    }

    @Test
    void errors_sayWhatThereIs() {
        assertRefused("adamm", "no optimizer is named \"adamm\"; there are SGD");
        assertRefused("sgd(momentun=1)", "sgd has no argument \"momentun\"; it has learning_rate, momentum, nesterov");
        assertRefused("sgd(1, 0, true, 4)", "sgd has 3 arguments");
        assertRefused("sgd(0.1, momentum=high)", "sgd.momentum must be a number, got \"high\"");
        assertRefused("sgd(0.1, nesterov=1)", "sgd.nesterov must be true or false, got \"1\"");
        assertRefused("sgd(momentum=2)", "Sgd.momentum must be in [0, 1], got 2.0");
        assertRefused("sgd(0.1", "is missing a )");
        assertRefused("sgd) x", "is not understood after");
        assertRefused("0.1", "optimizer: a name is expected");
        assertRefused("sgd(momentum=0.1, momentum=0.2)", "got \"momentum\" twice");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Notation.parse(Registry.LAYERS, "dense"))
                .withMessageContaining("dense needs units");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Notation.parse(Registry.LAYERS, "dense(1.5)"))
                .withMessageContaining("dense.units must be a whole number, got 1.5");
    }

    private static void assertRefused(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Notation.parse(Registry.OPTIMIZERS, text))
                .withMessageContaining(message);
    }
}
