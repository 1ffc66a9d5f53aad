package gradus.http;

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
import java.util.function.Function;
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

/// The chromium of this machine, without a window, for the tests of all pages.
public final class Browser implements AutoCloseable {
    static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    static final Path DRIVER = Path.of("/usr/bin/chromedriver");

    private static final String AXE = script("/axe.min.js");

    private final ChromeDriver driver;
    private final Path downloads;

    public Browser() throws IOException {
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
    public static Browser start() {
        try {
            return new Browser();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// As if it were new: no page, one tab, and nothing remembered.
    public Browser forget() {
        driver.executeCdpCommand("Storage.clearDataForOrigin", Map.of("origin", "*", "storageTypes", "all"));
        driver.get("about:blank");
        return this;
    }

    public static boolean isThere() {
        return Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER);
    }

    /// What the system says of its colours: light or dark.
    public void scheme(String value) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", value))));
    }

    /// The size of the page itself.
    public void size(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        driver.manage().window().setSize(new Dimension(width, height));
    }

    /// Goes to an address, and waits until the page says that it is ready.
    public void open(String address) {
        go(address);
        until(() -> !data("ready").isEmpty());
    }

    /// Goes to an address, as one who types it.
    public void go(String address) {
        driver.get(address);
    }

    public String address() {
        return String.valueOf(driver.getCurrentUrl());
    }

    /// A value that the page tells about itself.
    public String data(String name) {
        Object value = run("return document.body.dataset." + name + " ?? ''");
        return String.valueOf(value);
    }

    @Nullable
    public Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /// Runs a script that ends by calling its last argument.
    @Nullable
    public Object wait(String script) {
        return driver.executeAsyncScript(script);
    }

    public WebElement find(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    public List<WebElement> all(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    public void click(String css) {
        until(() -> {
            List<WebElement> found = all(css);
            if (found.isEmpty()) {
                return false;
            }
            found.getFirst().click();
            return true;
        });
    }

    /// The text of an element, as one reads it.
    public String text(String css) {
        return asked(css, WebElement::getText);
    }

    /// An attribute of an element, empty if it has none.
    public String attribute(String css, String name) {
        return asked(css, element -> Objects.requireNonNullElse(element.getAttribute(name), ""));
    }

    /// Whether an element can be seen.
    public boolean shows(String css) {
        return asked(css, WebElement::isDisplayed);
    }

    /// Asks again when the page drew the element anew between finding and asking.
    private <T> T asked(String css, Function<WebElement, T> question) {
        while (true) {
            try {
                return question.apply(find(css));
            } catch (StaleElementReferenceException e) {
                // The next look finds the new one.
            }
        }
    }

    /// A property of every element that there is now, in one look.
    public List<String> every(String css, String property) {
        List<String> values = new ArrayList<>();
        Object found = run(
                "return [...document.querySelectorAll(arguments[0])].map((e) => String(e[arguments[1]]))",
                css,
                property);
        ((List<?>) Objects.requireNonNull(found)).forEach(value -> values.add(String.valueOf(value)));
        return values;
    }

    public void choose(String css, String value) {
        run(
                "const s = document.querySelector(arguments[0]); s.value = arguments[1]; s.dispatchEvent(new"
                        + " Event('input', {bubbles: true})); s.dispatchEvent(new Event('change', {bubbles: true}));",
                css,
                value);
    }

    public void keys(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    /// Presses the tab key until an element has the focus, as somebody without a mouse does.
    public void tabTo(String css) {
        for (int presses = 0; presses < 200; presses++) {
            if (Boolean.TRUE.equals(run("return document.activeElement.matches(arguments[0])", css))) {
                return;
            }
            keys(Keys.TAB);
        }
        throw new AssertionError("the tab key never comes to " + css);
    }

    /// Drops a file on an element, as the mouse would from another window.
    public void drop(String css, String name, String content) {
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
    public Path downloads() {
        return downloads;
    }

    /// The file that was taken away under a name, once it is complete.
    public Path downloaded(String name) {
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

    /// What keeps people out of parts of the page, in the words of axe; empty if nothing does. The rule of WCAG 2.2 on
    /// the size of targets is one that axe does not apply by itself.
    public List<String> barriers(String css) {
        driver.executeScript("if (!window.axe) { " + AXE + " }");
        Object found = driver.executeAsyncScript("""
            const done = arguments[arguments.length - 1];
            const rules = {'target-size': {enabled: true}};
            axe.run({include: [...document.querySelectorAll(arguments[0])]}, {resultTypes: ['violations'], rules}).then((result) => done(result.violations.flatMap((rule) =>
              rule.nodes.map((node) => rule.id + ' at ' + node.target.join(' ') + ': ' + node.failureSummary))));
            """, css);
        List<String> barriers = new ArrayList<>();
        ((List<?>) Objects.requireNonNull(found)).forEach(barrier -> barriers.add(String.valueOf(barrier)));
        return barriers;
    }

    /// Waits until a condition holds. An element that the page draws anew while it is looked at is looked at again.
    public void until(BooleanSupplier holds) {
        until(holds, Duration.ofSeconds(90));
    }

    public void until(BooleanSupplier holds, Duration longest) {
        long end = System.nanoTime() + longest.toNanos();
        while (!holdsNow(holds)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain; the page says "
                        + run("return JSON.stringify(document.body.dataset) + document.querySelector('#notice,"
                                + " #answer')?.textContent"));
            }
            try {
                Thread.sleep(30);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static boolean holdsNow(BooleanSupplier holds) {
        try {
            return holds.getAsBoolean();
        } catch (StaleElementReferenceException e) {
            return false;
        }
    }

    public void newTab() {
        driver.switchTo().newWindow(org.openqa.selenium.WindowType.TAB);
    }

    public void tab(int index) {
        driver.switchTo().window(List.copyOf(driver.getWindowHandles()).get(index));
    }

    public void picture(Path file) throws IOException {
        Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
    }

    @Override
    public void close() {
        driver.quit();
    }
}
