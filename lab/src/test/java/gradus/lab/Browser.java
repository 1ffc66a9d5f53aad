package gradus.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;

/// The chromium of this machine, without a window.
final class Browser implements AutoCloseable {
    static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    static final Path DRIVER = Path.of("/usr/bin/chromedriver");

    private static final String AXE = script("/axe.min.js");

    private final ChromeDriver driver;
    private final Path downloads;

    Browser() throws IOException {
        downloads = Files.createTempDirectory("gradus-downloads");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM.toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--force-color-profile=srgb",
                "--window-size=1280,720",
                "--user-data-dir=" + Files.createTempDirectory("gradus-chromium"));
        driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(DRIVER.toFile())
                        .withSilent(true)
                        .build(),
                options);
        driver.executeCdpCommand(
                "Browser.setDownloadBehavior", Map.of("behavior", "allow", "downloadPath", downloads.toString()));
        driver.manage().timeouts().scriptTimeout(Duration.ofMinutes(2));
        size(1280, 720);
    }

    private static String script(String resource) {
        try (InputStream stream = Objects.requireNonNull(Browser.class.getResourceAsStream(resource))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Starts one, in places where nothing may be thrown.
    static Browser start() {
        try {
            return new Browser();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// As if it were new: no page, one tab, and nothing remembered.
    Browser forget() {
        driver.executeCdpCommand("Storage.clearDataForOrigin", Map.of("origin", "*", "storageTypes", "all"));
        driver.get("about:blank");
        return this;
    }

    static boolean isThere() {
        return Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER);
    }

    /// The size of the page itself.
    void size(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        driver.manage().window().setSize(new Dimension(width, height));
    }

    void open(String address) {
        driver.get(address);
        until(() -> !data("ready").isEmpty());
    }

    String address() {
        return String.valueOf(driver.getCurrentUrl());
    }

    /// A value that the page tells about itself.
    String data(String name) {
        Object value = run("return document.body.dataset." + name + " ?? ''");
        return String.valueOf(value);
    }

    @Nullable
    Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /// Runs a script that ends by calling its last argument.
    @Nullable
    Object wait(String script) {
        return driver.executeAsyncScript(script);
    }

    WebElement find(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    List<WebElement> all(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    void click(String css) {
        until(() -> {
            try {
                List<WebElement> found = all(css);
                if (found.isEmpty()) {
                    return false;
                }
                found.getFirst().click();
                return true;
            } catch (StaleElementReferenceException e) {
                // It was drawn anew in between.
                return false;
            }
        });
    }

    /// A property of every element that there is now, in one look.
    List<String> every(String css, String property) {
        List<String> values = new ArrayList<>();
        Object found = run(
                "return [...document.querySelectorAll(arguments[0])].map((e) => String(e[arguments[1]]))",
                css,
                property);
        ((List<?>) Objects.requireNonNull(found)).forEach(value -> values.add(String.valueOf(value)));
        return values;
    }

    void choose(String css, String value) {
        run(
                "const s = document.querySelector(arguments[0]); s.value = arguments[1]; s.dispatchEvent(new"
                        + " Event('input', {bubbles: true})); s.dispatchEvent(new Event('change', {bubbles: true}));",
                css,
                value);
    }

    void keys(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    /// Whether every curve says something where the pointer is at an epoch, and has a line there if it does.
    boolean everyCurveSays(double epoch, String text) {
        return Boolean.TRUE.equals(run("""
            const [epoch, text] = arguments;
            return import('/state.js').then(({state}) => {
            const [first, last] = [0, state.points.at(-1).epoch];
            return [...document.querySelectorAll('#curves .uplot')].every((chart) => {
              const over = chart.querySelector('.u-over');
              const box = over.getBoundingClientRect();
              const x = ((epoch - first) / (last - first)) * box.width;
              over.dispatchEvent(new PointerEvent('pointermove', {clientX: box.left + x, clientY: box.top + 20}));
              const said = document.getElementById('tip');
              const canvas = chart.querySelector('canvas');
              const ratio = canvas.width / canvas.clientWidth;
              const left = Math.round((over.offsetLeft + x - 1) * ratio);
              const top = Math.round(over.offsetTop * ratio);
              const high = Math.floor(box.height * ratio);
              const pixels = canvas.getContext('2d').getImageData(left, top, Math.ceil(3 * ratio), high).data;
              let inked = 0;
              for (let row = 0; row < high; row++) {
                const from = row * pixels.length / high;
                inked += pixels.slice(from, from + pixels.length / high).some((v, i) => i % 4 === 3 && v > 200) ? 1 : 0;
              }
              return text ? said.textContent === text && inked > 0.3 * high : said.hidden;
            }); });
            """, epoch, text));
    }

    /// Presses the tab key until an element has the focus, as somebody without a mouse does.
    void tabTo(String css) {
        for (int presses = 0; presses < 200; presses++) {
            if (Boolean.TRUE.equals(run("return document.activeElement.matches(arguments[0])", css))) {
                return;
            }
            keys(Keys.TAB);
        }
        throw new AssertionError("the tab key never comes to " + css);
    }

    /// Drops a file on an element, as the mouse would from another window.
    void drop(String css, String name, String content) {
        run("""
            const files = new DataTransfer();
            files.items.add(new File([arguments[2]], arguments[1], {type: 'text/csv'}));
            const target = document.querySelector(arguments[0]);
            for (const type of ['dragover', 'drop']) {
              target.dispatchEvent(new DragEvent(type, {dataTransfer: files, bubbles: true, cancelable: true}));
            }
            """, css, name, content);
    }

    /// Where files go that are taken away.
    Path downloads() {
        return downloads;
    }

    /// The file that was taken away under a name, once it is complete.
    Path downloaded(String name) {
        Path file = downloads.resolve(name);
        until(() -> {
            try {
                return Files.exists(file) && Files.size(file) > 0;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return file;
    }

    /// What keeps people out of parts of the page, in the words of axe; empty if nothing does.
    List<String> barriers(String css) {
        driver.executeScript("if (!window.axe) { " + AXE + " }");
        Object found = driver.executeAsyncScript("""
            const done = arguments[arguments.length - 1];
            axe.run({include: [...document.querySelectorAll(arguments[0])]}, {resultTypes: ['violations']}).then((result) => done(result.violations.flatMap((rule) =>
              rule.nodes.map((node) => rule.id + ' at ' + node.target.join(' ') + ': ' + node.failureSummary))));
            """, css);
        List<String> barriers = new ArrayList<>();
        ((List<?>) Objects.requireNonNull(found)).forEach(barrier -> barriers.add(String.valueOf(barrier)));
        return barriers;
    }

    void until(BooleanSupplier holds) {
        until(holds, Duration.ofSeconds(90));
    }

    void until(BooleanSupplier holds, Duration longest) {
        long end = System.nanoTime() + longest.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain; the page says "
                        + run("return JSON.stringify(document.body.dataset) +"
                                + " document.getElementById('notice').textContent"));
            }
            try {
                Thread.sleep(30);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    void newTab() {
        driver.switchTo().newWindow(org.openqa.selenium.WindowType.TAB);
    }

    void tab(int index) {
        driver.switchTo().window(List.copyOf(driver.getWindowHandles()).get(index));
    }

    void picture(Path file) throws IOException {
        Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
    }

    @Override
    public void close() {
        driver.quit();
    }
}
