package gradus.lab;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import javax.imageio.ImageIO;

/// Makes the pictures of `docs/lab.md`. Its argument is the folder.
final class Screenshots {
    private static final String START = "const {start} = await get('/api/catalog');"
            + "const layer = (units, activation, initializer, more = {}) => ({units, activation, bias: true,"
            + " normalization: 'none', dropout: 0, initializer, ...more});"
            + "const data = (name, noise) => ({...start.data, name, noise});";

    private Screenshots() {}

    /// Makes them.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        try (Lab lab = Lab.start(0);
                Browser browser = new Browser()) {
            browser.open(lab.address());
            if ("dark".equals(browser.run("return document.documentElement.dataset.theme"))) {
                browser.click("#theme");
            }
            run(browser, "start");
            take(browser, folder.resolve("xor.png"));
            browser.click("#tab-inside");
            browser.until(() -> !browser.all("#panel code").isEmpty());
            browser.size(1280, 860);
            Thread.sleep(500);
            take(browser, folder.resolve("inside.png"));
            browser.size(1280, 720);
            browser.click("#tab-why");
            run(browser, "{...start, optimizer: 'sgd', learningRate: 30, epochs: 40, data: data('circle', 0.1)}");
            take(browser, folder.resolve("diagnosis.png"));
            run(
                    browser,
                    "{...start, data: data('blobs', 0.15), epochs: 60, layers: [layer(5, 'relu', 'he_normal',"
                            + " {normalization: 'batch'}), layer(4, 'relu', 'he_normal', {dropout: 0.1})]}");
            browser.click("#tab-runs");
            browser.until(() -> browser.all("#panel tbody input[type=checkbox]").size() > 0);
            browser.click("#panel tbody input[type=checkbox]");
            Thread.sleep(500);
            take(browser, folder.resolve("runs.png"));
            browser.click("#panel tbody input[type=checkbox]");
            browser.click("#theme");
            browser.click("#tab-layers");
            run(
                    browser,
                    "{...start, data: data('spiral', 0.05), learningRate: 0.01, epochs: 600, layers: [layer(8, 'tanh',"
                            + " 'glorot_uniform'), layer(8, 'tanh', 'glorot_uniform'), layer(6, 'tanh',"
                            + " 'glorot_uniform')]}");
            take(browser, folder.resolve("spiral.png"));
            run(browser, "{...start, data: {...start.data, kind: 'bundled', name: 'iris'}, epochs: 60}");
            take(browser, folder.resolve("iris.png"));
            browser.click("#theme");
            run(
                    browser,
                    "{...start, learningRate: 0.02, layers: [layer(4, 'tanh', 'glorot_uniform'), layer(2, 'tanh', 'glorot_uniform')], data: data('circle', 0.1)}");
            visit(browser, "/space");
            take(browser, folder.resolve("space.png"));
            visit(browser, "/race");
            browser.choose("#surface", "rosenbrock");
            Thread.sleep(1000);
            browser.until(() -> browser.data("state").equals("running"));
            browser.choose("#at", "60");
            take(browser, folder.resolve("race.png"));
        }
    }

    private static void visit(Browser browser, String page) throws InterruptedException {
        browser.run("document.body.removeAttribute('data-ready'); location.href = arguments[0]", page);
        browser.until(
                () -> browser.address().endsWith(page) && !browser.data("ready").isEmpty());
        Thread.sleep(700);
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
    static void take(Browser browser, Path file) throws IOException {
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
