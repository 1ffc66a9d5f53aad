package gradus.lab;

import gradus.http.Browser;
import gradus.http.InBrowser;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Makes the pictures of `docs/lab.md`, into its folder. No test by its name, so that it runs when it is asked for; see
/// `docs/lab.md` for the command.
@ExtendWith(InBrowser.class)
final class Screenshots {
    private static final Path FOLDER = Path.of(System.getProperty("gradus.pictures", "../docs/images/lab"));
    private static final String START = "const {start} = await get('/api/catalog');"
            + "const layer = (units, activation, initializer, more = {}) => ({...start.layers[0], units, activation,"
            + " initializer, ...more});"
            + "const data = (name, noise) => ({...start.data, name, noise});";

    @Test
    void everyPartOfThePage_isPictured(Browser browser) throws IOException, InterruptedException {
        Files.createDirectories(FOLDER);
        try (Lab lab = Lab.start(0)) {
            browser.size(1280, 720);
            browser.open(lab.address());
            if ("dark".equals(browser.run("return document.documentElement.dataset.theme"))) {
                browser.click("#theme");
            }
            run(browser, "start");
            take(browser, FOLDER.resolve("xor.png"));
            browser.size(820, 1180);
            Thread.sleep(500);
            take(browser, FOLDER.resolve("tablet.png"));
            browser.size(1280, 720);
            browser.click("#tab-take");
            Thread.sleep(500);
            take(browser, FOLDER.resolve("take.png"));
            browser.click("#tab-inside");
            browser.until(() -> !browser.all("#panel .formula math").isEmpty());
            browser.click("#panel .segments button:nth-child(3)");
            browser.click("#panel [aria-label=On]");
            Thread.sleep(500);
            take(browser, FOLDER.resolve("inside.png"));
            run(
                    browser,
                    "{...start, layers: [layer(12, 'tanh', 'glorot_uniform', {normalization: 'batch'}), layer(6, 'relu', 'he_normal')]}");
            browser.click("#tab-layers");
            browser.click("#wide");
            Thread.sleep(1500);
            take(browser, FOLDER.resolve("layers.png"));
            browser.click("#wide");
            browser.click("#tab-why");
            run(browser, "{...start, optimizer: 'sgd', learningRate: 30, epochs: 40, data: data('circle', 0.1)}");
            take(browser, FOLDER.resolve("diagnosis.png"));
            String blobs = "{...start, data: data('blobs', 0.15), epochs: 60, layers: [layer(5, 'relu', 'he_normal',"
                    + " {normalization: 'batch'}), layer(4, 'relu', 'he_normal', {dropout: %s})], learningRate: %s}";
            run(browser, blobs.formatted(0.3, 0.01));
            run(browser, blobs.formatted(0, 0.001));
            browser.run("import('/api.js').then(async ({command}) => {"
                    + "await command('rate', 0.01); await command('until', 90); })");
            browser.until(() ->
                    browser.data("epoch").equals("90") && browser.data("state").equals("done"));
            run(browser, blobs.formatted(0, 0.01));
            browser.click("#tab-runs");
            for (int i = 2; i <= 3; i++) {
                String box = "#panel .runs tbody tr:nth-child(" + i + ") input[type=checkbox]";
                browser.click(box);
                browser.until(() -> browser.every(box, "checked").equals(List.of("true")));
            }
            browser.size(1280, 860);
            Thread.sleep(500);
            take(browser, FOLDER.resolve("runs.png"));
            browser.size(1280, 720);
            for (int left = 1; left >= 0; left--) {
                browser.click("#panel tbody input:checked");
                int more = left;
                browser.until(() -> browser.all("#panel tbody input:checked").size() == more);
            }
            browser.click("#theme");
            browser.click("#tab-why");
            run(
                    browser,
                    "{...start, data: data('spiral', 0.05), learningRate: 0.01, epochs: 600, layers: [layer(8, 'tanh',"
                            + " 'glorot_uniform'), layer(8, 'tanh', 'glorot_uniform'), layer(6, 'tanh',"
                            + " 'glorot_uniform')]}");
            take(browser, FOLDER.resolve("spiral.png"));
            browser.click("#tab-layers");
            browser.click("#wide");
            Thread.sleep(1000);
            take(browser, FOLDER.resolve("layers.png"));
            browser.click("#wide");
            browser.click("#tab-why");
            run(browser, "{...start, data: {...start.data, kind: 'bundled', name: 'iris'}, epochs: 60}");
            take(browser, FOLDER.resolve("iris.png"));
            browser.click("#theme");
            run(
                    browser,
                    "{...start, learningRate: 0.02, layers: [layer(4, 'tanh', 'glorot_uniform'), layer(2, 'tanh',"
                            + " 'glorot_uniform')], data: data('circle', 0.1)}");
            visit(browser, "/space");
            take(browser, FOLDER.resolve("space.png"));
            visit(browser, "/race");
            browser.choose("#surface", "rosenbrock");
            Thread.sleep(1000);
            browser.until(() -> browser.data("state").equals("running"));
            browser.choose("#at", "60");
            take(browser, FOLDER.resolve("race.png"));
        }
    }

    private static void visit(Browser browser, String page) throws InterruptedException {
        browser.run("document.body.removeAttribute('data-ready'); location.href = arguments[0]", page);
        browser.until(
                () -> browser.address().endsWith(page) && !browser.data("ready").isEmpty());
        Thread.sleep(700);
    }

    @Test
    void lessonsAndComparisons_arePictured(Browser browser) throws IOException, InterruptedException {
        Files.createDirectories(FOLDER);
        try (Lab lab = Lab.start(0)) {
            browser.open(lab.address());
            String root = lab.address().replaceFirst("/\\?.*", "");
            browser.run("localStorage.setItem('gradus-theme', 'light')");
            browser.size(1280, 1000);
            browser.open(root + "/lessons#batch-norm");
            browser.click(".choice:nth-child(3) input");
            browser.click(".step-ask .go");
            browser.until(() -> browser.data("phase").equals("done"));
            browser.run("window.scrollTo(0, document.querySelector('.choices').offsetTop - 70)");
            Thread.sleep(700);
            take(browser, FOLDER.resolve("lesson.png"));
            browser.open(root + "/compare");
            browser.choose("#ask-epochs", "30");
            browser.choose("#vary-0", "activation");
            browser.choose("#levels-0", "tanh,relu,none");
            browser.click("#go");
            browser.until(() -> browser.data("comparison").equals("reported"));
            browser.run("window.scrollTo(0, document.querySelector('#live').offsetTop - 70)");
            Thread.sleep(700);
            take(browser, FOLDER.resolve("compare.png"));
        }
    }

    @Test
    void aClass_isPictured(Browser browser) throws IOException, InterruptedException {
        Files.createDirectories(FOLDER);
        try (Lab lab = Lab.startClass(InetAddress.getLoopbackAddress(), 0)) {
            browser.size(1280, 860);
            browser.open(lab.address());
            if ("dark".equals(browser.run("return document.documentElement.dataset.theme"))) {
                browser.click("#theme");
            }
            browser.choose("#page", "/lessons#hidden-layer");
            browser.click("#give-page button");
            int number = 0;
            for (String name : List.of("Ada", "Ben", "Chloé", "Dmitri", "Elif", "Fatima", "Goran", "Hana")) {
                LabClient student = new LabClient(lab, name);
                student.get("/api/lessons/hidden-layer");
                int choice = number % 3 == 1 ? 1 : 0;
                student.post("/api/class/guess", "{\"page\":\"/lessons#hidden-layer\",\"choice\":" + choice + "}");
                for (int epoch = 0; epoch <= number % 4; epoch++) {
                    student.command("epoch");
                }
                number++;
            }
            browser.until(() -> browser.text("#voters").equals("8 of 8 predicted."));
            take(browser, FOLDER.resolve("class.png"));
        }
    }

    private static void run(Browser browser, String settings) throws InterruptedException {
        String before = browser.data("run");
        browser.run("import('/api.js').then(async ({get, post, command}) => {" + START + "await post('/api/build', "
                + settings + "); await command('play'); })");
        browser.until(() -> !browser.data("run").equals(before)
                && browser.data("ready").equals(browser.data("run"))
                && (browser.data("state").equals("done")
                        || browser.data("state").equals("diverged")));
        Thread.sleep(700);
    }

    /// With 256 colours at most, which makes a third of the bytes.
    private static void take(Browser browser, Path file) throws IOException {
        browser.picture(file);
        BufferedImage full = ImageIO.read(file.toFile());
        Map<Integer, Integer> counts = new HashMap<>();
        int[] pixels = full.getRGB(0, 0, full.getWidth(), full.getHeight(), null, 0, full.getWidth());
        for (int pixel : pixels) {
            counts.merge(pixel & 0xfcfcfc, 1, Integer::sum);
        }
        int[] colors = palette(counts);
        IndexColorModel palette = new IndexColorModel(8, colors.length, colors, 0, false, -1, DataBuffer.TYPE_BYTE);
        BufferedImage small =
                new BufferedImage(full.getWidth(), full.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, palette);
        Map<Integer, Integer> nearest = new HashMap<>();
        byte[] indices = ((DataBufferByte) small.getRaster().getDataBuffer()).getData();
        for (int i = 0; i < pixels.length; i++) {
            indices[i] = (byte) (int) nearest.computeIfAbsent(pixels[i] & 0xfcfcfc, pixel -> nearest(pixel, colors));
        }
        ImageIO.write(small, "png", file.toFile());
    }

    /// The most frequent colours that differ enough from each other.
    private static int[] palette(Map<Integer, Integer> counts) {
        int[] colors = new int[256];
        int[] size = {0};
        counts.entrySet().stream()
                .sorted(Map.Entry.<Integer, Integer>comparingByValue().reversed())
                .mapToInt(Map.Entry::getKey)
                .forEach(color -> {
                    int[] chosen = Arrays.copyOf(colors, size[0]);
                    boolean other = chosen.length == 0 || distance(color, chosen[nearest(color, chosen)]) > 150;
                    if (other && size[0] < colors.length) {
                        colors[size[0]++] = color;
                    }
                });
        return Arrays.copyOf(colors, size[0]);
    }

    private static int distance(int a, int b) {
        int red = (a >> 16 & 255) - (b >> 16 & 255);
        int green = (a >> 8 & 255) - (b >> 8 & 255);
        int blue = (a & 255) - (b & 255);
        return red * red + green * green + blue * blue;
    }

    private static int nearest(int pixel, int[] colors) {
        int best = 0;
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < colors.length; i++) {
            int distance = distance(pixel, colors[i]);
            if (distance < least) {
                least = distance;
                best = i;
            }
        }
        return best;
    }
}
