package gradus.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradus.http.Browser;
import gradus.http.InBrowser;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import tools.jackson.databind.JsonNode;

/// The page, in a real browser.
@ExtendWith(InBrowser.class)
final class PageTest {
    private static final Served SERVED = Served.shared();

    private static void open(Browser browser, String model) {
        browser.open(SERVED.server.address());
        browser.choose("#model", model);
        browser.until(() -> browser.data("ready").equals(model));
    }

    private static void type(Browser browser, String field, String value) {
        browser.find("[name=" + field + "]").clear();
        browser.find("[name=" + field + "]").sendKeys(value);
    }

    private static void predict(Browser browser) {
        browser.run("document.getElementById('answer').replaceChildren()");
        browser.click("#row button");
        browser.until(() -> !browser.all("#answer > *").isEmpty());
    }

    @Test
    void aRowIsTyped_andTheAnswerHasBars(Browser browser) {
        open(browser, "kinds");
        assertThat(browser.text("#about")).isEqualTo("kinds, version 1 predicts kind");

        type(browser, "x", "0.9");
        type(browser, "when", "2024-03-11");
        predict(browser);

        JsonNode expected = SERVED.post("/models/kinds/predict", "{\"x\":0.9,\"when\":\"2024-03-11\"}")
                .json()
                .at("/predictions/0");
        assertThat(browser.text(".result")).isEqualTo(expected.get("label").asString());
        List<String> labels = browser.every(".bars dt", "textContent");
        assertThat(labels).containsExactlyInAnyOrder("no", "yes");
        for (int i = 0; i < 2; i++) {
            double share = expected.at("/probabilities/" + labels.get(i)).asDouble();
            assertThat(browser.every(".bars .number", "textContent").get(i))
                    .isEqualTo("%.1f %%".formatted(100 * share));
            Object filled = browser.run(
                    "const bar = document.querySelectorAll('.bar')[arguments[0]];"
                            + "return bar.firstChild.getBoundingClientRect().width / bar.getBoundingClientRect().width",
                    i);
            assertThat(((Number) Objects.requireNonNull(filled)).doubleValue()).isCloseTo(share, within(0.01));
        }
    }

    @Test
    void aForm_comesFromTheColumns_andWarnsOfWhatTrainingLacked(Browser browser) {
        open(browser, "houses");
        assertThat(browser.every("#fields label", "textContent")).containsExactly("area", "town", "rooms");
        assertThat(browser.every("[name=town] option", "value")).endsWith("Bruges", "Ghent", "Namur");
        assertThat(browser.attribute("[name=rooms]", "value")).isNotEmpty();

        type(browser, "area", "99999");
        predict(browser);

        assertThat(browser.text(".result")).startsWith("price: ");
        assertThat(browser.text(".warning")).contains("area");
        assertThat(browser.every("#columns th", "textContent")).containsExactly("area", "town", "rooms");
        assertThat(browser.every("#columns tr:first-child td", "textContent").get(3))
                .isNotEqualTo("0");
    }

    @Test
    void whatIsWrong_isSaid(Browser browser) {
        open(browser, "sums");
        type(browser, "input_layer", "1, 2");
        predict(browser);
        assertThat(browser.text("#answer .error")).contains("\"input_layer\" must have the shape [-1, 3]");
    }

    @Test
    void aModelWithoutColumns_takesNumbers(Browser browser) {
        open(browser, "sums");
        type(browser, "input_layer", "1, 2, 3");
        predict(browser);
        assertThat(browser.text("#answer")).isEqualTo("dense: [4.5,4.5]");
    }

    @Test
    void aToken_isAskedForOnce(Browser browser, @TempDir Path folder) {
        try (Served served = Served.usual(folder, options -> options.token("s3cret"))) {
            browser.go(served.server.address());
            browser.until(() -> !browser.all("#entrance:not([hidden])").isEmpty());
            assertThat(browser.barriers("html")).isEmpty();
            browser.find("#token").sendKeys("s3cret", Keys.ENTER);
            browser.until(() -> browser.data("ready").equals("houses"));
            assertThat(browser.all("#entrance:not([hidden])")).isEmpty();
            browser.open(served.server.address());
            assertThat(browser.data("ready")).isEqualTo("houses");
        }
    }

    @Test
    void theKeyboardAlone_isEnough(Browser browser) {
        open(browser, "houses");
        browser.tabTo("[name=area]");
        browser.run("document.activeElement.select()");
        browser.keys("120", Keys.TAB, "N", Keys.TAB, Keys.TAB, Keys.ENTER);
        browser.until(() -> !browser.all("#answer .result").isEmpty());
        assertThat(browser.attribute("[name=town]", "value")).isEqualTo("Namur");
    }

    @Test
    void nothingKeepsPeopleOut_lightOrDark(Browser browser) {
        for (String scheme : List.of("light", "dark")) {
            browser.scheme(scheme);
            for (String model : SERVED.server.models()) {
                open(browser, model);
                if (model.equals("houses")) {
                    type(browser, "area", "99999");
                }
                predict(browser);
                assertThat(browser.barriers("html")).as(scheme + ", " + model).isEmpty();
                if (model.equals("sums")) {
                    type(browser, "input_layer", "1, 2");
                    predict(browser);
                    assertThat(browser.barriers("html")).as(scheme + ", error").isEmpty();
                }
            }
        }
        browser.scheme("");
    }

    @Test
    void nothingSticksOut_onSmallScreens(Browser browser) {
        for (int width : new int[] {1280, 320}) {
            browser.size(width, 720);
            open(browser, "kinds");
            predict(browser);
            assertThat(browser.run("return document.documentElement.scrollWidth <= window.innerWidth"))
                    .as("width " + width)
                    .isEqualTo(true);
        }
        browser.size(1280, 720);
    }
}
