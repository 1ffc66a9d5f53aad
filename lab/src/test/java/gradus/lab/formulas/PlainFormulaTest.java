package gradus.lab.formulas;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.optimizers.Optimizer;
import gradus.registry.Registry;
import java.io.StringReader;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

final class PlainFormulaTest {
    @Test
    void theFormulasOfJavadoc_areReadAsTheyAreMeant() throws Exception {
        assertThat(PlainFormula.tex("m ← beta1·m + (1 - beta1)·g")).isEqualTo("m ← β_{1} · m + ( 1 − β_{1} ) · g");
        assertThat(PlainFormula.tex("w ← w - learningRate·√(1 - beta2ᵗ) / (1 - beta1ᵗ)·m / (√v + epsilon)"))
                .isEqualTo("w ← w − \\frac{\\frac{η · \\sqrt{1 − β_{2}^{t}}}{1 − β_{1}^{t}} · m}{\\sqrt{v} + ε}");
        assertThat(PlainFormula.tex("z ← z - (n'ᵖ - nᵖ) / learningRate·w"))
                .isEqualTo("z ← z − \\frac{n^{′p} − n^{p}}{η} · w");
        assertThat(PlainFormula.tex("v ← momentum·v - learningRate·∇f(w + momentum·v)"))
                .isEqualTo("v ← momentum · v − η · ∇ f ( w + momentum · v )");
        assertThat(PlainFormula.tex("μₜ = beta1·(1 - ½·0.96ᵗ)"))
                .isEqualTo("μ_{t} = β_{1} · ( 1 − \\frac{1}{2} · 0.96^{t} )");
        assertThat(PlainFormula.tex("u = clip(z, -l1, l1)·(a) / (b)·|g|"))
                .isEqualTo("u = \\frac{clip ( z , − l_{1} , l_{1} ) · ( a )}{b} · | g |");
    }

    @Test
    void whatIsNoFormula_staysCode() {
        assertThat(PlainFormula.in("`nesterov`, `a = mean of s`, `w = (1`, `f = x1y`, `= /`, `w = 1` and `x ← ` w"))
                .containsOnlyKeys("w = 1");
    }

    @Test
    void everyOptimizerOfGradus_hasFormulasOfWellFormedMathMl() throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        for (Registry.Entry<Optimizer> entry : Registry.OPTIMIZERS.entries()) {
            Map<String, String> formulas =
                    PlainFormula.in(entry.help().sentence() + " " + entry.help().details());
            assertThat(formulas).as(entry.name()).isNotEmpty();
            for (String formula : formulas.values()) {
                assertThat(factory.newDocumentBuilder()
                                .parse(new InputSource(new StringReader(formula)))
                                .getDocumentElement()
                                .getTagName())
                        .isEqualTo("math");
            }
        }
    }
}
