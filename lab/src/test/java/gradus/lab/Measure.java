package gradus.lab;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.http.Browser;
import gradus.http.InBrowser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// How much a page that watches slows training down. One run goes on at full speed: alone, while a stream is read, and
/// while a browser shows it, by turns, so that what else the machine does falls on all three. No test by its name, so
/// that it runs when it is asked for; see `docs/lab.md` for the command.
@ExtendWith(InBrowser.class)
final class Measure {
    private static final int ROUNDS = Integer.getInteger("gradus.rounds", 8);
    private static final int PORTION = 600;
    private static final int ALONE = 0;
    private static final int STREAM = 1;
    private static final int PAGE = 2;

    @Test
    void aPage_slowsTrainingByFivePerCentAtMost(Browser browser) throws IOException, InterruptedException {
        double[][] byProcessor = new double[3][ROUNDS];
        double[][] byClock = new double[3][ROUNDS];
        try (Lab lab = Lab.start(0)) {
            LabClient client = new LabClient(lab);
            client.build("\"epochs\":[0-9]+", "\"epochs\":100000", "\"samples\":[0-9]+", "\"samples\":10000");
            client.post("/api/command", "{\"action\":\"speed\",\"value\":0}");
            browser.size(1280, 720);
            browser.open(lab.address());
            String page = browser.address();
            client.measure(1500); // until the compiler has seen it
            for (int round = 0; round < ROUNDS; round++) {
                for (int turn = 0; turn < 3; turn++) {
                    int watched = (turn + round) % 3;
                    LabClient.Speed speed = measure(watched, client, browser, page);
                    byProcessor[watched][round] = speed.perProcessorSecond();
                    byClock[watched][round] = speed.perSecond();
                }
            }
        }
        for (int watched = STREAM; watched <= PAGE; watched++) {
            System.out.printf(
                    Locale.ROOT,
                    "%s: of the steps without, in a second of the processor %s, by the clock %s%n",
                    watched == STREAM ? "a stream" : "a page",
                    text(ratios(byProcessor[watched], byProcessor[ALONE])),
                    text(ratios(byClock[watched], byClock[ALONE])));
        }
        assertThat(median(ratios(byProcessor[PAGE], byProcessor[ALONE]))).isGreaterThan(0.95);
    }

    private static LabClient.Speed measure(int watched, LabClient client, Browser browser, String page)
            throws IOException, InterruptedException {
        if (watched == PAGE) {
            browser.open(page);
            Thread.sleep(300);
            return client.measure(PORTION);
        }
        browser.run("location.href = 'about:blank'");
        Thread.sleep(100);
        if (watched == ALONE) {
            return client.measure(PORTION);
        }
        try (Stream<String> lines = client.events("/api/events")) {
            Thread.ofVirtual().start(() -> read(lines));
            return client.measure(PORTION);
        }
    }

    private static void read(Stream<String> lines) {
        try {
            lines.forEach(line -> {});
        } catch (UncheckedIOException e) {
            // It was closed.
        }
    }

    /// Of the same round, in order.
    private static double[] ratios(double[] watched, double[] alone) {
        double[] ratios = new double[ROUNDS];
        Arrays.setAll(ratios, round -> watched[round] / alone[round]);
        Arrays.sort(ratios);
        return ratios;
    }

    private static String text(double[] sorted) {
        return String.format(
                Locale.ROOT,
                "%.3f (median of %d; %.3f to %.3f)",
                median(sorted),
                ROUNDS,
                sorted[0],
                sorted[ROUNDS - 1]);
    }

    private static double median(double[] sorted) {
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
