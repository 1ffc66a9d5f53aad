package gradus.experiment.comparisons;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.GradientDescent;
import gradus.data.tables.CsvOptions;
import gradus.experiment.Experiment;
import gradus.experiment.NetworkOptions;
import gradus.experiment.Scaling;
import gradus.experiment.Settings;
import gradus.experiment.TrainingOptions;
import gradus.initializers.Zeros;
import gradus.optimizers.AdamW;
import gradus.optimizers.Optimizer;
import gradus.registry.Config;
import gradus.registry.Registry;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VariationTest {
    private static final Settings BASE = Settings.of("iris").with("layers", "dense(8, relu) dense(4, tanh)");

    private static String layers(String name, String level) {
        return layers(Variation.apply(BASE, Map.of(name, level)));
    }

    private static String layers(Settings settings) {
        return String.valueOf(NetworkOptions.LAYERS.text(settings));
    }

    private static String optimizer(Settings settings) {
        return String.valueOf(TrainingOptions.OPTIMIZER.text(settings));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        width                | 3      | dense(3, activation=relu) dense(3, activation=tanh)
        depth                | 0      |
        depth                | 1      | dense(8, activation=relu)
        depth                | 3      | dense(8, activation=relu) dense(4, activation=tanh) dense(4, activation=tanh)
        activation           | gelu   | dense(8, activation=gelu) dense(4, activation=gelu)
        activation           | none   | dense(8) dense(4)
        bias                 | off    | dense(8, activation=relu, use_bias=false) dense(4, activation=tanh, use_bias=false)
        dropout              | 0.5    | dense(8, activation=relu) dropout(0.5) dense(4, activation=tanh) dropout(0.5)
        dropout              | 0      | dense(8, activation=relu) dense(4, activation=tanh)
        batch_normalization  | off    | dense(8, activation=relu) dense(4, activation=tanh)
        """)
    void hiddenLayers_areChangedInOneThing(String name, String level, String expected) {
        assertThat(layers(name, level)).isEqualTo(expected == null ? "" : expected);
    }

    @Test
    void normalization_standsBetweenSumAndActivation_andGoesAgain() {
        String on = layers("batch_normalization", "on");
        assertThat(on.replaceAll("activation\\(activation=(\\w+)\\)|activation\\((\\w+)\\)", "$1$2"))
                .isEqualTo("dense(8) batch_normalization relu dense(4) batch_normalization tanh");
        Settings with = BASE.with("layers", on);
        assertThat(layers(Variation.apply(with, Map.of("batch_normalization", "on"))))
                .isEqualTo(on);
        assertThat(layers(Variation.apply(with, Map.of("batch_normalization", "off"))))
                .doesNotContain("batch");
        assertThat(layers("layer_normalization", "on")).contains("layer_normalization");
        assertThat(layers("weight_normalization", "on")).startsWith("weight_normalization(dense(8");
    }

    @Test
    void prices_areKeptBesideEachOther() {
        Settings both = Variation.apply(BASE, Map.of("l1", "0.1", "l2", "0.2"));
        assertThat(layers(both)).contains("l1=0.1").contains("l2=0.2");
        assertThat(layers(Variation.apply(both, Map.of("l1", "0", "l2", "0")))).isEqualTo(layers("dropout", "0"));
    }

    @Test
    void optimizer_comesBeforeItsArguments() {
        Settings changed = Variation.apply(
                BASE, Map.of("momentum", "0.9", "optimizer", "sgd", "learning_rate", "0.5", "clipnorm", "1"));
        assertThat(optimizer(changed))
                .startsWith("sgd(")
                .contains("0.5")
                .contains("momentum=0.9")
                .contains("clipnorm=1");
        assertThat(optimizer(Variation.apply(BASE, Map.of("learning_rate", "exponential_decay(0.1, 100, 0.9)"))))
                .contains("exponential_decay");
    }

    @Test
    void settings_areChangedByTheirNames() {
        assertThat(changed("gradient_descent", "batch").training().batch()).isEqualTo(GradientDescent.batch());
        assertThat(changed("gradient_descent", "sgd").training().batch()).isEqualTo(GradientDescent.stochastic());
        assertThat(changed("batch", "all").training().batch()).isEqualTo(GradientDescent.batch());
        assertThat(changed("batch_size", "16").training().batch()).isEqualTo(GradientDescent.miniBatch(16));
        assertThat(changed("init", "zeros").network().initializer()).isEqualTo(new Zeros());
        assertThat(changed("shuffle", "off").training().shuffle()).isFalse();
        assertThat(changed("scaling", "none").data().scaling()).isEqualTo(Scaling.NONE);
    }

    private static Settings changed(String name, String level) {
        return Variation.apply(BASE, Map.of(name, level));
    }

    @Test
    void everyArgumentOfEveryOptimizer_isChanged() {
        for (Registry.Entry<Optimizer> entry : Registry.OPTIMIZERS.entries()) {
            Settings base = TrainingOptions.OPTIMIZER.with(BASE, entry.prototype());
            Config.of(entry.record()).forEach((name, value) -> {
                if (value instanceof Number || value instanceof Boolean) {
                    String level = otherThan(value);
                    Settings changed = Variation.apply(base, Map.of(name, level));
                    Optimizer optimizer =
                            Objects.requireNonNull(changed.training().optimizer());
                    assertThat(String.valueOf(
                                    Config.of((Record) optimizer.rule()).get(name)))
                            .as(entry.name() + "." + name)
                            .isEqualTo(level);
                }
            });
        }
    }

    /// Another value of the same kind and sign.
    private static String otherThan(Object value) {
        return switch (value) {
            case Boolean on -> String.valueOf(!on);
            case Integer steps -> String.valueOf(steps + 1);
            case Number number -> number.doubleValue() < 0 ? "-0.25" : "0.25";
            default -> throw new IllegalArgumentException(value.toString());
        };
    }

    @Test
    void theDecayOfAdamW_isChanged_alsoAmongOtherOptions() {
        Settings base = BASE.with("optimizer", "adamw(0.01, clipnorm=1)");
        Optimizer changed = Objects.requireNonNull(
                Variation.apply(base, Map.of("weight_decay", "1")).training().optimizer());
        assertThat(changed.rule()).isEqualTo(new AdamW(0.01, 1));
        assertThat(changed.options().weightDecay()).isEqualTo(1);
        assertThat(changed.options().clipnorm()).isEqualTo(1);
        assertThat(optimizer(Variation.apply(BASE, Map.of("optimizer", "sgd", "weight_decay", "0.5"))))
                .isEqualTo("sgd(weight_decay=0.5)");
    }

    @Test
    void levelsThatChangeNothing_areRefused() {
        assertSame(BASE, "learning_rate=0.01,0.01");
        assertSame(BASE, "batch=32,32");
        assertSame(BASE, "init=glorot_uniform,default");
        assertSame(BASE.with("layers", "dense(8) dense(4)"), "activation=none,linear");
        assertSame(Settings.of("digits").with("epochs", "1"), "scaling=all,ALL");
        assertSame(BASE.with("schedule", "cosine_decay(0.1, 100)"), "optimizer=sgd(0.1),sgd(0.5)");
    }

    private static void assertSame(Settings base, String factor) {
        Comparison comparison = new Comparison(base, List.of(Factor.parse(factor)), 1, null, null, null);
        Runner runner =
                new Runner(base.data().source(), new CsvOptions(), RunLog.inMemory(), 1, (done, all, run) -> {});
        assertThatThrownBy(() -> comparison.run(runner))
                .as(factor)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("are the same run, because nothing in it depends on the difference");
    }

    @Test
    void whatEveryRunShares_isNotVaried() {
        assertThatThrownBy(() -> new Comparison(BASE, List.of(Factor.parse("seed=1,2")), 1, null, null, null))
                .hasMessageContaining("seed is what every run shares");
    }

    @Test
    void wrongLevels_areRefused() {
        assertThatThrownBy(() -> layers("width", "many")).hasMessage("width must be a number, got \"many\"");
        assertThatThrownBy(() -> layers("bias", "maybe")).hasMessage("bias must be on or off, got \"maybe\"");
        assertThatThrownBy(() -> layers("colour", "red")).hasMessageContaining("has no argument \"colour\"");
        assertThatThrownBy(() ->
                        Variation.apply(BASE.with("schedule", "cosine_decay(0.1, 100)"), Map.of("learning_rate", "1")))
                .hasMessageContaining("vary the schedule instead");
    }

    @Test
    void factor_isReadWithBracketsAndSemicolons() {
        assertThat(Factor.parse("optimizer=sgd(0.1,momentum=0.9),adam").levels())
                .containsExactly("sgd(0.1,momentum=0.9)", "adam");
        Factor layers = Factor.parse("Layers=dense(8), dense(8);dense(4)");
        assertThat(layers).isEqualTo(new Factor("layers", List.of("dense(8), dense(8)", "dense(4)")));
        assertThat(Factor.parse(layers.toString())).isEqualTo(layers);
        assertThatThrownBy(() -> Factor.parse("dropout")).hasMessageContaining("name=level,level");
        assertThatThrownBy(() -> Factor.parse("dropout=0.1,,0.2")).hasMessageContaining("a level is empty");
    }

    @Test
    void pairing_saysWhatTwoRunsShare() {
        Pairing activation = pairing("activation", "gelu");
        assertThat(activation.sameWeights()).isTrue();
        assertThat(activation.text())
                .isEqualTo("split and rows equal; first weights: all equal; batches equal; dropout and noise equal");
        Pairing width = pairing("width", "16");
        assertThat(width.weights()).contains("of another shape");
        assertThat(width.batches()).isTrue();
        assertThat(pairing("depth", "3").weights()).contains("of another shape");
        assertThat(pairing("bias", "off").weights())
                .isEqualTo(pairing("bias", "off").weights())
                .contains("one side only");
        assertThat(pairing("batch", "7").batches()).isFalse();
        assertThat(pairing("init", "zeros").weights()).contains("with other numbers");
    }

    private static Pairing pairing(String name, String level) {
        return Pairing.of(
                Beginning.of(Experiment.of(BASE, new CsvOptions())),
                Beginning.of(Experiment.of(Variation.apply(BASE, Map.of(name, level)), new CsvOptions())));
    }
}
