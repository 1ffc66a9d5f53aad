package gradus.lab.lessons;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.experiment.effects.Effect;
import gradus.experiment.effects.Effects;
import gradus.lab.messages.ComparisonMessages.ChoiceView;
import gradus.lab.messages.EffectMessages.EffectView;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class EffectFileTest {
    @Test
    void everyEffect_isAQuestion_anAnswerAndAPicture() {
        for (Effect effect : Effects.ALL) {
            EffectView view = EffectFile.view(effect.name());

            assertThat(view.title()).isEqualTo(EffectFile.title(effect.name())).isNotEqualTo(effect.name() + ".md");
            assertThat(view.choices()).as(view.id()).hasSizeGreaterThan(1);
            assertThat(view.choices().stream().filter(ChoiceView::right))
                    .as(view.id())
                    .hasSize(1);
            assertThat(view.published()).as(view.id()).startsWith("<p>").contains("<a href=\"https://");
            assertThat(view.here() + view.why()).as(view.id()).doesNotContain("**", "```", "$");
            assertThat(view.question()).as(view.id()).contains("?");
            assertThat(view.command()).isEqualTo("./gradus measure " + effect.name());
            assertThat(view.rules())
                    .as(view.id())
                    .contains("<table>", "verdict", "<strong>")
                    .doesNotContain("---");
            assertThat(view.numbers()).as(view.id()).contains("<table>", "<li>").doesNotContain("![");
            assertThat(view.picture()).startsWith("<svg");
            assertThat(view.about()).isNotBlank();
        }
    }

    @Test
    void anEffectThatTheLabCanShow_hasALinkToIt() {
        assertThat(EffectFile.view("edge-of-stability").link()).satisfies(link -> {
            assertThat(Objects.requireNonNull(link).data().name()).isEqualTo("digits");
            assertThat(link.layers()).hasSize(2).allMatch(layer -> layer.units() == 24);
            assertThat(link.batch()).isZero();
        });
        assertThat(Effects.ALL.stream()
                        .filter(effect -> EffectFile.view(effect.name()).link() != null))
                .hasSizeGreaterThan(6);
        assertThat(EffectFile.view("spectral-bias").link())
                .as("the lab has no such data")
                .isNull();
    }
}
