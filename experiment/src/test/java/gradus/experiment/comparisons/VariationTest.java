package gradus.experiment.comparisons;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.data.tables.CsvOptions;
import gradus.experiment.Experiment;
import gradus.experiment.Settings;
import gradus.internal.Records;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VariationTest {
    private static final Settings BASE = Records.with(Settings.of("iris"), "layers", "dense(8, relu) dense(4, tanh)");

    private static String layers(String name, String level) {
        return String.valueOf(Variation.apply(BASE, Map.of(name, level)).layers());
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
        Settings with = Records.with(BASE, "layers", on);
        assertThat(Variation.apply(with, Map.of("batch_normalization", "on")).layers())
                .isEqualTo(on);
        assertThat(Variation.apply(with, Map.of("batch_normalization", "off")).layers())
                .doesNotContain("batch");
        assertThat(layers("layer_normalization", "on")).contains("layer_normalization");
        assertThat(layers("weight_normalization", "on")).startsWith("weight_normalization(dense(8");
    }

    @Test
    void prices_areKeptBesideEachOther() {
        Settings both = Variation.apply(BASE, Map.of("l1", "0.1", "l2", "0.2"));
        assertThat(both.layers()).contains("l1=0.1").contains("l2=0.2");
        assertThat(Variation.apply(both, Map.of("l1", "0", "l2", "0")).layers()).isEqualTo(layers("dropout", "0"));
    }

    @Test
    void optimizer_comesBeforeItsArguments() {
        Settings changed = Variation.apply(
                BASE, Map.of("momentum", "0.9", "optimizer", "sgd", "learning_rate", "0.5", "clipnorm", "1"));
        assertThat(changed.optimizer())
                .startsWith("sgd(")
                .contains("0.5")
                .contains("momentum=0.9")
                .contains("clipnorm=1");
        assertThat(Variation.apply(BASE, Map.of("learning_rate", "exponential_decay(0.1, 100, 0.9)"))
                        .optimizer())
                .contains("exponential_decay");
    }

    @Test
    void settings_areChangedByTheirNames() {
        assertThat(Variation.apply(BASE, Map.of("gradient_descent", "batch")).batch())
                .isZero();
        assertThat(Variation.apply(BASE, Map.of("batch", "all")).batch()).isZero();
        assertThat(Variation.apply(BASE, Map.of("batch_size", "16")).batch()).isEqualTo(16);
        assertThat(Variation.apply(BASE, Map.of("init", "zeros")).initializer()).isEqualTo("zeros");
        assertThat(Variation.apply(BASE, Map.of("shuffle", "off")).shuffle()).isFalse();
        assertThat(Variation.apply(BASE, Map.of("scaling", "none")).scaling()).hasToString("NONE");
    }

    @Test
    void wrongLevels_areRefused() {
        assertThatThrownBy(() -> layers("width", "many")).hasMessage("width must be a number, got \"many\"");
        assertThatThrownBy(() -> layers("bias", "maybe")).hasMessage("bias must be on or off, got \"maybe\"");
        assertThatThrownBy(() -> layers("colour", "red")).hasMessageContaining("\"colour\" cannot be varied so");
        assertThatThrownBy(() -> Variation.apply(
                        Records.with(BASE, "schedule", "cosine_decay(0.1, 100)"), Map.of("learning_rate", "1")))
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
                Experiment.of(BASE, new CsvOptions()),
                Experiment.of(Variation.apply(BASE, Map.of(name, level)), new CsvOptions()));
    }
}
