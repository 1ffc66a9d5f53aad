package gradus.optimizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ConfiguredTest {
    @Test
    void methods_mergeIntoOneSetOfOptions() {
        Optimizer optimizer =
                new Adam().clipNorm(1).weightDecay(0.01).gradientAccumulation(4).movingAverage(0.9, 10);
        assertThat(optimizer)
                .isEqualTo(new Configured(new Adam(), new UpdateOptions(0.01, 1.0, null, null, 4, true, 0.9, 10)));
        assertThat(optimizer.rule()).isEqualTo(new Adam());
        assertThat(optimizer.slots()).isEqualTo(new Adam().slots());
    }

    @Test
    void rule_ofAPlainOptimizerIsItself() {
        assertThat(new Sgd().rule()).isEqualTo(new Sgd());
        assertThat(new Sgd().options()).isEqualTo(UpdateOptions.NONE);
    }

    @Test
    void twoKindsOfClipping_areRefused() {
        assertThatThrownBy(() -> new Sgd().clipNorm(1).clipValue(1))
                .hasMessage("at most one of clipNorm, clipValue and globalClipNorm can be set, got 2");
    }

    @Test
    void weightDecayOfAdamW_isItsOwn() {
        assertThat(new AdamW().weightDecay(0.1)).isEqualTo(new AdamW(0.001, 0.1));
        Optimizer clipped = new AdamW(0.001, 0.1).clipNorm(1);
        assertThat(clipped.options().weightDecay()).isEqualTo(0.1);
        assertThat(clipped.weightDecay(0.2)).isEqualTo(new AdamW(0.001, 0.2).clipNorm(1));
        assertThat(new Configured(new AdamW(), UpdateOptions.NONE.withClipnorm(1.0)))
                .isEqualTo(new AdamW().clipNorm(1));
        assertThatThrownBy(() -> new Configured(new AdamW(), UpdateOptions.NONE.withWeightDecay(0.5)))
                .hasMessageContaining("give it to the rule");
    }

    @Test
    void configuredRule_isNotConfiguredAgain() {
        Optimizer once = new Sgd().clipNorm(1);
        assertThatThrownBy(() -> new Configured(once, UpdateOptions.NONE))
                .hasMessageStartingWith("Configured.rule must not be configured itself");
    }

    @Test
    void optionsOutOfRange_areRefused() {
        Optimizer sgd = new Sgd();
        assertThatThrownBy(() -> sgd.clipNorm(0)).hasMessage("clipNorm must be greater than 0, got 0.0");
        assertThatThrownBy(() -> sgd.clipValue(-1)).hasMessage("clipValue must be greater than 0, got -1.0");
        assertThatThrownBy(() -> sgd.globalClipNorm(Double.NaN))
                .hasMessage("globalClipNorm must be greater than 0, got NaN");
        assertThatThrownBy(() -> sgd.weightDecay(-1)).hasMessage("weightDecay must be at least 0, got -1.0");
        assertThatThrownBy(() -> sgd.gradientAccumulation(1))
                .hasMessage("gradientAccumulationSteps must be at least 2, got 1");
        assertThatThrownBy(() -> sgd.movingAverage(1, null)).hasMessage("emaMomentum must be in [0, 1), got 1.0");
        assertThatThrownBy(() -> sgd.movingAverage(0.9, 0))
                .hasMessage("emaOverwriteFrequency must be at least 1, got 0");
    }
}
