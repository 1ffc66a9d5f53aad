package gradus.lab;

import gradus.http.Browser;

/// The main page, as the tests use it.
final class Bench {
    private final Browser browser;

    Bench(Browser browser) {
        this.browser = browser;
    }

    /// Opens the page with what the lab starts with, whatever a test did before.
    void open(Lab lab) {
        browser.size(1280, 720);
        browser.open(lab.address());
        build("start");
    }

    /// Builds a run of settings in JavaScript; `start` are those that the lab starts with.
    void build(String settings) {
        rebuilt(() -> browser.run("import('/api.js').then(async ({get, post, command}) => {"
                + "const {start} = await get('/api/catalog'); await command('speed', 0); await post('/api/build', "
                + settings + "); })"));
    }

    /// Does something that builds another run, and waits for it.
    void rebuilt(Runnable action) {
        String before = browser.data("run");
        action.run();
        browser.until(() ->
                !browser.data("run").equals(before) && browser.data("ready").equals(browser.data("run")));
    }

    /// Presses play, and waits until all epochs are done.
    void train() {
        browser.click("#play");
        browser.until(() -> browser.data("state").equals("done"));
    }

    /// The first metric of the watched rows at the end.
    double watchedMetric() {
        Object value = browser.run("return import('/state.js').then(({state}) =>"
                + " Number(state.points.at(-1)?.values[state.description.names.length + 1] ?? 0))");
        return Double.parseDouble(String.valueOf(value));
    }
}
