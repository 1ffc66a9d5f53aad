package gradus.lab.formulas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class FormulaTest {
    @Test
    void aFormula_becomesMathMl() {
        assertThat(Formula.inline("w_i x^2"))
                .isEqualTo("<math><mrow><msub><mi>w</mi><mi>i</mi></msub><msup><mi>x</mi><mn>2</mn></msup>"
                        + "</mrow></math>");
        assertThat(Formula.inline("\\frac{1}{4}"))
                .contains("<mfrac><mrow><mn>1</mn></mrow><mrow><mn>4</mn></mrow></mfrac>");
        assertThat(Formula.inline("\\sqrt{σ^2 + ε}")).contains("<msqrt>").contains("<mi>ε</mi>");
        assertThat(Formula.inline("β_1^t")).contains("<msubsup><mi>β</mi><mn>1</mn><mi>t</mi></msubsup>");
        assertThat(Formula.display("\\sum_{i = 1}^{n} \\hat{y}"))
                .startsWith("<math display=\"block\">")
                .contains("<munderover><mo>∑</mo>")
                .contains("<mover accent=\"true\">");
    }

    @Test
    void lettersNextToEachOther_areOneName() {
        assertThat(Formula.inline("Var ( w )")).contains("<mi>Var</mi><mo>(</mo><mi>w</mi><mo>)</mo>");
    }

    @Test
    void signsOfHtml_areEscaped() {
        assertThat(Formula.inline("a < b")).contains("<mo>&lt;</mo>");
    }

    @Test
    void whatIsNoFormula_isRefused() {
        assertThatThrownBy(() -> Formula.inline("\\frac{1}{2")).hasMessageContaining("closing brace");
        assertThatThrownBy(() -> Formula.inline("a }")).hasMessageContaining("brace too many");
        assertThatThrownBy(() -> Formula.inline("\\beauty")).hasMessageContaining("no \\beauty");
        assertThatThrownBy(() -> Formula.inline("a_")).hasMessageContaining("ends too early");
    }
}
