package gradus.lab;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.http.Browser;
import gradus.http.InBrowser;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What one can change and see on the page, in a real browser.
@Tag("long")
@ExtendWith(InBrowser.class)
final class FeaturesTest {
    private static Lab lab;
    private static Browser browser;

    @BeforeAll
    static void start(Browser shared) {
        lab = Lab.start(0);
        browser = shared;
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    @BeforeEach
    void fresh() {
        browser.size(1280, 720);
        browser.open(lab.address());
        build("start");
    }

    /// Builds a run of settings, as a script that knows `start`, `data(name)`, `bundled(name)` and `layer(…)`.
    private static void build(String settings) {
        rebuilt(() -> browser.run(
                "import('/api.js').then(async ({get, post, command}) => { await command('speed', 0); const {start} ="
                        + " await get('/api/catalog');const layer = (units, activation, initializer, more = {}) =>"
                        + " ({...start.layers[0], units, activation, initializer, ...more}); const data = (name, more ="
                        + " {}) => ({...start.data, name, ...more});const bundled = (name, more = {}) => ({...start.data,"
                        + " kind: 'bundled', name, ...more});await post('/api/build', " + settings + "); })"));
    }

    private static void rebuilt(Runnable action) {
        String before = browser.data("run");
        action.run();
        browser.until(() ->
                !browser.data("run").equals(before) && browser.data("ready").equals(browser.data("run")));
    }

    private static void revised(Runnable action) {
        String before = browser.data("revision");
        action.run();
        browser.until(() -> !browser.data("revision").equals(before));
    }

    private static String told(String expression) {
        return String.valueOf(browser.run("return import('/state.js').then(({state}) => String(" + expression + "))"));
    }

    private static void epoch() {
        String before = browser.data("epoch");
        browser.click("#epoch");
        browser.until(() -> !browser.data("epoch").equals(before));
    }

    private static void train() {
        browser.click("#play");
        browser.until(() -> List.of("done", "diverged").contains(browser.data("state")));
    }

    @Test
    void argumentsOfTheOptimizer_canBeChanged() {
        browser.click("#more-optimizer");
        assertThat(browser.text("#panel-optimizer"))
                .contains("The fraction of the mean gradient that each update keeps", "Clip norm", "Weight decay");
        rebuilt(() -> browser.choose("#set-optimizer-beta_1", "0.5"));

        assertThat(told("JSON.stringify(state.settings.optimizerArguments)")).isEqualTo("{\"beta_1\":0.5}");
        assertThat(browser.shows("#panel-optimizer")).isTrue();
        assertThat(browser.every("#panel-optimizer .explained math", "textContent"))
                .contains("m←β1·m+(1−β1)·g");
        browser.run("document.getElementById('panel-optimizer').hidePopover()");
    }

    @Test
    void aSchedule_showsItsCurveAndTakesArguments() {
        browser.click("#more-settings");
        rebuilt(() -> browser.choose("#set-schedule", "cosine_decay"));
        browser.click("#more-schedule");
        assertThat(browser.text("#panel-schedule .rate-curve")).contains("0.01 → 0");
        rebuilt(() -> browser.choose("#set-schedule-alpha", "0.5"));

        assertThat(browser.text("#panel-schedule .rate-curve")).contains("0.01 → 0.005");
        browser.run("document.getElementById('panel-schedule').hidePopover()");
    }

    @Test
    void aChangeFromHere_keepsTheWeights() {
        epoch();
        String weights = browser.data("sha");
        String run = browser.data("run");
        browser.choose("#set-batch", "64");
        browser.until(() -> browser.text("#notice").contains("Batch 64"));

        revised(() -> browser.click("#notice button"));

        assertThat(browser.data("run")).isEqualTo(run);
        assertThat(browser.data("sha")).isEqualTo(weights);
        assertThat(told("state.settings.batch")).isEqualTo("64");
        assertThat(told("state.description.changes.map((change) => change.what)"))
                .isEqualTo("batch 16 → 64");
        epoch();
        assertThat(browser.data("steps")).isEqualTo("23");
    }

    @Test
    void aChangeFromHere_isMarkedOnEveryCurve() {
        epoch();
        epoch();
        browser.run("document.querySelector('#set-learningRate').value = 6");
        browser.run("document.querySelector('#set-learningRate').dispatchEvent(new Event('change'))");
        revised(() -> browser.click("#notice button"));
        for (int i = 0; i < 3; i++) {
            epoch();
        }

        browser.until(() -> Curves.say(browser, 2, "epoch 2: learning rate 0.01 → 0.001"));
        assertThat(Curves.say(browser, 4, "")).isTrue();
        assertThat(browser.attribute("#curves .uplot", "aria-label")).contains("epoch 2: learning rate 0.01 → 0.001");
        browser.click("#curves summary");
        browser.until(() -> !browser.all("#curves .change").isEmpty());
        assertThat(browser.every("#curves details tbody tr", "textContent").get(3))
                .isEqualTo("epoch 2learning rate 0.01 → 0.001");
        assertThat(browser.barriers("#curves")).isEmpty();
    }

    @Test
    void aWeight_canBeTyped() {
        browser.click("#network-2 .cell");
        browser.until(() -> browser.shows(".editor"));

        revised(() -> browser.choose("#weight-3", "1.25"));
        browser.until(() -> told("state.frame.picture.layers[1].weights[3][0]").equals("1.25"));

        browser.until(() -> browser.attribute("#weight-3", "value").equals("1.25"));
        browser.run("document.querySelector('.editor').hidePopover()");
    }

    @Test
    void manyUnits_areAllDrawn() {
        build("{...start, layers: [layer(40, 'relu', 'he_normal', {normalization: 'weight'}), layer(16, 'tanh',"
                + " 'glorot_uniform')]}");

        assertThat(browser.all("#network-1 .cell")).hasSize(40);
        assertThat(browser.text("#network-1 .foot")).startsWith("2×40 + 40 + 40 = 160");
        assertThat(browser.run("return document.documentElement.scrollWidth <= window.innerWidth"))
                .isEqualTo(true);
    }

    @Test
    void theLayersOverTime_areDrawn() {
        build("{...start, epochs: 30, layers: [layer(6, 'tanh', 'glorot_uniform', {normalization: 'batch'})]}");
        browser.click("#tab-layers");
        train();

        browser.until(() -> painted("#layers-1-outputs canvas") && painted("#layers-1-step canvas"));
        assertThat(browser.attribute("#layers-1-gradient canvas", "aria-label")).matches("now [0-9.e-]+");
        assertThat(browser.attribute("#batch-norm-1 canvas", "aria-label")).contains("against");
    }

    private static boolean painted(String canvas) {
        return Boolean.TRUE.equals(browser.run(
                "const c = document.querySelector(arguments[0]); return c !== null && c.width > 0 &&"
                        + " c.getContext('2d').getImageData(0, 0, c.width, c.height).data.some((v) => v > 0)",
                canvas));
    }

    @Test
    void mistakes_areShownAsImages() {
        build("{...start, data: bundled('digits'), epochs: 3}");
        train();
        browser.click("#output-tabs button:nth-child(2)");

        browser.until(() -> !browser.all(".mistakes canvas").isEmpty());
        assertThat(browser.text("#output")).containsPattern("[0-9]+ of 539 rows are answered wrong");
        assertThat(browser.text(".mistakes figcaption")).matches("[0-9] not [0-9]");
    }

    @Test
    void aStep_canBeWalkedThrough() {
        epoch();
        browser.click("#tab-inside");
        browser.until(() -> !browser.all("#panel .formula math").isEmpty());
        assertThat(formulas()).contains("z=w·x+b=", "a=tanhz=");
        browser.click("#panel .segments button:nth-child(2)");
        assertThat(formulas()).contains("ŷ=", "ℓ=−mean(y·lnŷ+(1−y)·ln(1−ŷ))=", "L=");
        browser.click("#panel .segments button:nth-child(3)");
        assertThat(formulas()).contains("δ=∂ℓ∂z=ŷ−y", "∂L∂b");
        browser.click("#panel [aria-label=On]");
        assertThat(formulas()).contains("∑wk·δk", "1−a2");
        browser.click("#panel .segments button:nth-child(4)");
        assertThat(formulas()).contains("m←β1·m+(1−β1)·g", "w1←");
        browser.choose("#panel select", "row");
        browser.until(() -> browser.text("#panel").contains("Another row"));
        browser.click("#panel .segments button:nth-child(1)");
        browser.click("#inside-play");
        browser.until(() -> browser.text("#panel .beat").startsWith("Forward, hidden 2"));
        browser.click("#inside-play");
    }

    private static String formulas() {
        return browser.attribute("#panel .formula", "textContent");
    }

    @Test
    void whatGoesWrong_isToldWithTheChartThatShowsIt() {
        String deep = ".from({length: 6}, () => layer(8, 'sigmoid', 'glorot_uniform'))";
        Map<String, String> wrong = new LinkedHashMap<>();
        // Gradient descent on a quadratic bowl, above two over its curvature: certain, whatever the kernels.
        wrong.put(
                "rate-too-high",
                "{...start, data: data('plane'), layers: [], batch: 0, optimizer: 'sgd', learningRate: 1.1, epochs:"
                        + " 40}");
        wrong.put(
                "rate-too-low",
                "{...start, data: data('circle'), optimizer: 'sgd', learningRate: 0.00001, epochs: 40}");
        wrong.put("symmetric", "{...start, epochs: 5, layers: [layer(6, 'tanh', 'ones'), layer(4, 'tanh', 'ones')]}");
        wrong.put("vanishing", "{...start, optimizer: 'sgd', epochs: 5, layers: Array" + deep + "}");
        wrong.put(
                "batch-norm-of-one",
                "{...start, batch: 1, epochs: 2, layers: [layer(4, 'relu', 'he_normal', {normalization: 'batch'})]}");
        wrong.put(
                "unscaled",
                "{...start, data: bundled('wine', {standardize: false}), optimizer: 'sgd', learningRate: 0.000001,"
                        + " epochs: 3}");
        wrong.put("head", "{...start, loss: 'sparse_categorical_crossentropy'}");
        wrong.put(
                "overfitting",
                "{...start, data: data('moons', {samples: 60, noise: 0.45, validation: 0.5}), batch: 8, epochs: 250,"
                        + " layers: [layer(32, 'relu', 'he_normal'), layer(32, 'relu', 'he_normal')]}");
        wrong.forEach((rule, settings) -> {
            build(settings);
            if (!rule.equals("head")) {
                train();
            }
            String verdict = "#panel .verdict[data-rule='" + rule + "']";
            browser.until(() -> !browser.all(verdict).isEmpty());
            assertThat(browser.text(verdict)).as(rule).contains("Rule: ", "Show: ");
            assertThat(browser.all(verdict + " .fix")).as(rule).hasSize(1);

            browser.click(verdict + " .proof");

            browser.until(() -> browser.all(".proven").size() == 1);
            browser.click("#tab-why");
        });
        rebuilt(() -> browser.click("#panel .verdict[data-rule=overfitting] .fix"));
        assertThat(told("state.settings.l2")).isEqualTo("0.003");
    }
}
