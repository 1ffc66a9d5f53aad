package gradus.lab;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.http.Browser;
import gradus.http.InBrowser;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A step taken apart: its formulas, and what they stand for.
@ExtendWith(InBrowser.class)
final class InsideTest {
    private static Lab lab;
    private static Browser browser;
    private static Bench bench;

    @BeforeAll
    static void start(Browser shared) {
        lab = Lab.start(0);
        browser = shared;
        bench = new Bench(browser);
        bench.open(lab);
        browser.click("#tab-inside");
    }

    @AfterAll
    static void stop() {
        browser.click("#tab-why");
        lab.close();
    }

    /// A run of settings, of which one batch is made, and its next step.
    private static void build(String settings) {
        bench.build(settings);
        browser.click("#batch");
        browser.until(() -> browser.data("steps").equals("1"));
        browser.click("#panel .stale button");
        browser.until(() -> !browser.shows("#panel .stale"));
    }

    private static void part(int number) {
        browser.click("#panel .segments button:nth-child(" + number + ")");
    }

    private static String formulas() {
        return browser.attribute("#panel .formula", "textContent");
    }

    private static @Nullable Object of(String expression) {
        return browser.run("return import('/math.js').then((math) => " + expression + ")");
    }

    private static @Nullable Object mathml(String formula) {
        return browser.run(
                "return import('/math.js').then(({formula}) => { const math = formula(arguments[0]); return math &&"
                        + " math.innerHTML.replaceAll(/ data-[a-z]+=\"[^\"]*\"/g, '').replaceAll('mrow', 'r'); })",
                formula);
    }

    @Test
    void theFormulasOfTheDocumentation_areReadAsTheyAreMeant() {
        assertThat(mathml("m ← beta1·m"))
                .isEqualTo("<r><mi>m</mi><mo>←</mo><r><msub><mi>β</mi><mn>1</mn></msub><mo>·</mo><mi>m</mi></r></r>");
        assertThat(mathml("√(1 - beta2ᵗ) / (√v + epsilon)"))
                .isEqualTo("<r><mfrac><msqrt><r><mn>1</mn><mo>−</mo><msup><msub><mi>β</mi><mn>2</mn></msub><mi>t</mi>"
                        + "</msup></r></msqrt><r><msqrt><mi>v</mi></msqrt><mo>+</mo><mi>ε</mi></r></mfrac></r>");
        assertThat(mathml("n'ᵖ")).isEqualTo("<r><msup><mi>n</mi><mi>′p</mi></msup></r>");
        assertThat(mathml("e^-|z|")).asString().contains("<msup><mi>e</mi><r><mo>−</mo>");
        assertThat(mathml("-ln q[target]")).asString().contains("<mi>ln</mi>", "<msub><mi>q</mi><r><mi>target</mi>");
        assertThat(mathml("1.5e-7")).asString().contains("<msup><mn>10</mn><mn>−7</mn></msup>");
        for (String code : List.of("a = mean of s", "w = (1", "f = x1y", "= /", "x ← ")) {
            assertThat(mathml(code)).as(code).isNull();
        }
    }

    @Test
    void everyOptimizer_hasItsRuleTypeset() {
        Object missing = browser.run("return Promise.all([import('/math.js'), import('/state.js')]).then(([{prose},"
                + " {state}]) => state.catalog.optimizers.filter(({description, details}) => !prose(description + ' ' +"
                + " details).some((part) => part.tagName === 'math')).map(({name}) => name))");
        assertThat(missing).isEqualTo(List.of());
        assertThat(of("math.typeset('z = 1 + 2').querySelectorAll('math').length"))
                .isEqualTo(3L);
    }

    @Test
    void aSymbol_andWhatItStandsFor_lightUpTogether() {
        build("start");
        part(1);
        String x = "[...document.querySelectorAll('#panel .symbol')].find((e) => e.dataset.symbol === 'x')";
        browser.run(x + ".focus()");
        assertThat(browser.every("#panel .node.lit", "ariaLabel")).hasSize(2);
        browser.run(x + ".blur()");
        assertThat(browser.all("#panel .lit")).isEmpty();

        browser.run("document.querySelector('#panel [data-key=\"e0-1-0\"]').dispatchEvent(new"
                + " PointerEvent('pointerenter'))");
        assertThat(browser.run("return [...document.querySelectorAll('#panel .symbol.lit')].map((e) =>"
                        + " e.dataset.symbol)"))
                .isEqualTo(List.of("w"));
        assertThat(browser.barriers("#panel")).isEmpty();
    }

    @Test
    void batchNormalization_showsItsFourNumbers_inTheBatchAndInAPrediction() {
        build("{...start, layers: [{...start.layers[0], units: 3, normalization: 'batch'}]}");
        part(1);
        assertThat(browser.every(".statistics thead th", "textContent").toString())
                .contains("γlearned scale", "βlearned offset", "μrunning mean", "σ2running variance");
        assertThat(browser.all(".statistics tbody tr")).hasSize(3);
        assertThat(browser.text("#panel .formula")).contains("in the batch: ", "in a prediction: ");
        assertThat(formulas()).contains("ẑ=γ·(z−μ)σ2+ε+β=", "μ←μ·momentum+mean·(1−momentum)=");
        browser.run(
                "[...document.querySelectorAll('#panel .symbol')].find((e) => e.dataset.symbol ===" + " 'μ').focus()");
        assertThat(browser.every("#panel .statistics .lit", "textContent").getFirst())
                .matches("-?[0-9.e-]+→ -?[0-9.e-]+");
        assertThat(browser.every(".statistics tbody .of-batch", "textContent"))
                .hasSize(6)
                .allMatch(text -> text.matches("-?[0-9.e-]+"));
        part(4);
        assertThat(formulas()).contains("γ←", "β←");
        assertThat(browser.barriers("#panel")).isEmpty();
        for (int width : new int[] {1440, 1280, 400}) {
            browser.size(width, 900);
            assertThat(browser.run(
                            "return [...document.querySelectorAll('.inside-numbers, #panel .formula')].every((box)"
                                    + " => box.scrollWidth <= box.clientWidth)"))
                    .as("nothing is cut at %s", width)
                    .isEqualTo(true);
            assertThat(browser.run("return document.querySelector('.card.output').offsetWidth"))
                    .asInstanceOf(InstanceOfAssertFactories.LONG)
                    .as("the output at %s", width)
                    .isGreaterThan(300);
        }
        browser.size(1280, 720);
    }

    @Test
    void nesterov_showsBothForms_andWhichOneRuns() {
        build("{...start, optimizer: 'nesterov_momentum'}");
        part(4);
        String both = "v←momentum·v−η·∇f(w+momentum·v)";
        assertThat(formulas()).contains(both, "w←w+momentum·v−η·g", "w1+momentum·v=");
        Matcher sums = Pattern.compile("w[0-9]←(-?[0-9.]+)([+-])([0-9.]+)=(-?[0-9.]+)(?![0-9.])")
                .matcher(formulas().replace('−', '-'));
        assertThat(sums.results())
                .as("sums that are seen to be right")
                .hasSizeGreaterThan(1)
                .allSatisfy(sum -> {
                    BigDecimal by = new BigDecimal(sum.group(3));
                    assertThat(new BigDecimal(sum.group(1)).add(sum.group(2).equals("+") ? by : by.negate()))
                            .as(sum.group())
                            .isEqualByComparingTo(sum.group(4));
                    assertThat(by).isNotZero();
                });
        assertThat(browser.text("#panel .formula")).containsPattern("Nesterov's form: .* this run uses this form");

        build("{...start, optimizer: 'sgd', optimizerArguments: {momentum: 0.9, nesterov: true}}");
        part(4);
        assertThat(formulas()).contains(both, "w←w+momentum·v−η·g").doesNotContain("w1+momentum·v=");
        assertThat(browser.text("#panel .formula")).containsPattern("Keras's form: .* this run uses this form");
    }

    @Test
    void aDeepNetwork_isDrawnLargeEnoughToRead_andAnOldStepSaysSo() {
        build("{...start, layers: Array.from({length: 8}, () => ({...start.layers[0], units: 8}))}");
        part(2);
        assertThat(browser.run("const box = document.querySelector('#panel .node.active rect').getBoundingClientRect();"
                        + " const seen = document.querySelector('.step-scroll').getBoundingClientRect(); return box.width >="
                        + " 44 && box.right <= seen.right + 1 && box.left >= seen.left"))
                .isEqualTo(true);
        browser.run("return import('/api.js').then(({post}) => post('/api/weight', {layer: 0, input: 0, unit: 0, value:"
                + " 0.5}))");
        browser.until(() -> browser.shows("#panel .stale"));
        assertThat(browser.text("#panel .stale")).contains("Weights or settings were changed since.");
    }
}
