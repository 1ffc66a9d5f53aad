package gradus.lab;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.http.Browser;
import gradus.http.InBrowser;
import gradus.lab.messages.LabSettings;
import gradus.lab.messages.LabSettings.DataChoice;
import gradus.lab.pages.Choices;
import gradus.lab.run.Run;
import gradus.lab.run.Uploads;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// How much the lab slows training down, and how smoothly the page moves meanwhile. What is compared is measured in
/// turns, so that what else the machine does falls on all of it; the numbers are medians. No test by its name, so
/// that it runs when it is asked for; see `docs/lab.md` for the command.
@ExtendWith(InBrowser.class)
final class Measure {
    private static final int ROUNDS = Integer.getInteger("gradus.rounds", 7);
    private static final int PORTION = 1000;
    private static final String SMALL = "{...start, epochs: 100000, data: {...start.data, samples: 10000}}";

    @Test
    void aPage_slowsTrainingByFivePerCentAtMost(Browser browser) throws IOException, InterruptedException {
        List<Double> alone = new ArrayList<>();
        List<Double> watched = new ArrayList<>();
        List<Double> idleFrames = new ArrayList<>();
        List<Double> frames = new ArrayList<>();
        try (Lab lab = Lab.start(0)) {
            LabClient client = new LabClient(lab);
            Bench bench = new Bench(browser);
            for (int round = -1; round < ROUNDS; round++) {
                browser.run("location.href = 'about:blank'");
                client.build("\"epochs\":[0-9]+", "\"epochs\":100000", "\"samples\":[0-9]+", "\"samples\":10000");
                double plainSpeed = plain();
                double aloneSpeed = client.measure(PORTION).perProcessorSecond();
                bench.open(lab);
                bench.build(SMALL);
                double idle = framesPerSecond(browser);
                double watchedSpeed = client.measure(PORTION).perProcessorSecond();
                client.command("play");
                double moving = framesPerSecond(browser);
                client.command("pause");
                System.out.printf(
                        Locale.ROOT,
                        "round %d: %.0f steps a processor second by itself, %.0f in the lab, %.0f with a page;"
                                + " %.1f frames a second at rest, %.1f while it trains%n",
                        round + 1,
                        plainSpeed,
                        aloneSpeed,
                        watchedSpeed,
                        idle,
                        moving);
                if (round >= 0) {
                    alone.add(aloneSpeed / plainSpeed);
                    watched.add(watchedSpeed / aloneSpeed);
                    idleFrames.add(idle);
                    frames.add(moving);
                }
            }
        }
        System.out.printf(
                Locale.ROOT,
                "medians of %d rounds: in the lab %.3f of the speed by itself; with a page %.3f of that without;"
                        + " %.1f frames a second at rest, %.1f while it trains%n",
                ROUNDS,
                median(alone),
                median(watched),
                median(idleFrames),
                median(frames));
        assertThat(median(watched)).isGreaterThan(0.95);
    }

    /// Steps in a second of the processor, with nothing around them.
    private static double plain() {
        try (Uploads uploads = new Uploads()) {
            var start = Choices.start();
            var data = start.data();
            Run run = new Run(
                    1,
                    new LabSettings(
                            new DataChoice(
                                    data.kind(),
                                    data.name(),
                                    10_000,
                                    data.noise(),
                                    data.seed(),
                                    data.target(),
                                    data.validation(),
                                    data.standardize()),
                            start.layers(),
                            start.loss(),
                            start.optimizer(),
                            start.optimizerArguments(),
                            start.learningRate(),
                            start.schedule(),
                            start.batch(),
                            100_000,
                            start.seed(),
                            start.l1(),
                            start.l2()),
                    uploads);
            var threads = ManagementFactory.getThreadMXBean();
            long begin = threads.getCurrentThreadCpuTime();
            while (threads.getCurrentThreadCpuTime() - begin < PORTION * 1_000_000L) {
                for (int i = 0; i < 1000; i++) {
                    run.step();
                }
            }
            return run.steps() * 1e9 / (threads.getCurrentThreadCpuTime() - begin);
        }
    }

    private static double framesPerSecond(Browser browser) {
        Object count = browser.wait("""
                const done = arguments[arguments.length - 1];
                const begin = performance.now();
                let frames = 0;
                const next = (now) => {
                  frames++;
                  if (now - begin > 3000) { done(frames * 1000 / (now - begin)); } else { requestAnimationFrame(next); }
                };
                requestAnimationFrame(next);
                """);
        return Double.parseDouble(String.valueOf(count));
    }

    private static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
