package gradus.callbacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.testing.FakeTraining;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
    private static final long MILLISECOND = 1_000_000;

    private final StringBuilder out = new StringBuilder();
    private long now;

    /// A training whose batches take this long.
    private FakeTraining training(int steps, long milliseconds) {
        FakeTraining training = new FakeTraining("loss", "accuracy", "val_loss");
        training.stepsPerEpoch = steps;
        training.beforeBatch = () -> now += milliseconds * MILLISECOND;
        return training;
    }

    private ProgressBar bar(boolean terminal) {
        return new ProgressBar(out, terminal).clock(() -> now);
    }

    private static Map<String, Double> logs(double loss, double accuracy) {
        Map<String, Double> logs = new LinkedHashMap<>();
        logs.put("loss", loss);
        logs.put("accuracy", accuracy);
        return logs;
    }

    private static Map<String, Double> validated(double loss, double accuracy, double validation) {
        Map<String, Double> logs = logs(loss, accuracy);
        logs.put("val_loss", validation);
        return logs;
    }

    /// What was written, with `⏎` for carriage returns and without colours.
    private String plain() {
        return out.toString().replaceAll("\u001b\\[\\d+m", "").replace('\r', '⏎');
    }

    @Test
    void elsewhereThanInATerminal_anEpochIsAPlainLine() {
        training(4, 250).run(List.of(validated(0.5, 0.25, 1e-3), validated(1.25, 1, 12345.678)), bar(false));
        assertThat(out).hasToString("""
            Epoch 1/2 - 1s - 250ms/step - loss: 0.5000 - accuracy: 0.2500 - val_loss: 1.0000e-03
            Epoch 2/2 - 1s - 250ms/step - loss: 1.2500 - accuracy: 1.0000 - val_loss: 12345.6780
            """);
    }

    @Test
    void inATerminal_theLineIsRedrawnWithTheTimeThatIsLeft() {
        training(4, 2000).run(List.of(logs(0.5, 0.25), logs(0.25, 0.5)), bar(true));
        String bar = "━".repeat(20);
        assertThat(plain())
                .isEqualTo("Epoch 1/2\n"
                        + "⏎1/4 " + bar + " 6s 2s/step - loss: 0.5000 - accuracy: 0.2500"
                        + "⏎2/4 " + bar + " 4s 2s/step - loss: 0.5000 - accuracy: 0.2500"
                        + "⏎3/4 " + bar + " 2s 2s/step - loss: 0.5000 - accuracy: 0.2500"
                        + "⏎4/4 " + bar + " 0s 2s/step - loss: 0.5000 - accuracy: 0.2500"
                        + "⏎4/4 " + bar + " 8s 2s/step - loss: 0.5000 - accuracy: 0.2500\n"
                        + "Epoch 2/2\n"
                        + "⏎1/4 " + bar + " 6s 2s/step - loss: 0.2500 - accuracy: 0.5000"
                        + "⏎2/4 " + bar + " 4s 2s/step - loss: 0.2500 - accuracy: 0.5000"
                        + "⏎3/4 " + bar + " 2s 2s/step - loss: 0.2500 - accuracy: 0.5000"
                        + "⏎4/4 " + bar + " 0s 2s/step - loss: 0.2500 - accuracy: 0.5000"
                        + "⏎4/4 " + bar + " 8s 2s/step - loss: 0.2500 - accuracy: 0.5000\n");
    }

    /// Keras's lines for a generator whose length it does not know.
    @Test
    void stepsThatAreUnknown_areCountedWithTheTimeSoFar_untilTheFirstEpochHasEnded() {
        ProgressBar bar = bar(true);
        FakeTraining training = training(Integer.MAX_VALUE, 0);
        bar.on(new TrainingEvent.Started(2, Integer.MAX_VALUE), training);
        for (int epoch = 0; epoch < 2; epoch++) {
            bar.on(new TrainingEvent.EpochStarted(epoch), training);
            for (int batch = 0; batch < 2 + epoch; batch++) {
                now += 2000 * MILLISECOND;
                bar.on(new TrainingEvent.BatchEnded(epoch, batch, 1, 0.5), training);
            }
            bar.on(new TrainingEvent.EpochEnded(epoch, new LinkedHashMap<>(Map.of("loss", 0.5))), training);
        }
        String full = "━".repeat(20);
        assertThat(plain())
                .isEqualTo("Epoch 1/2\n"
                        + "⏎      1/Unknown 2s 2s/step"
                        + "⏎      2/Unknown 4s 2s/step"
                        + "⏎2/2 " + full + " 4s 2s/step - loss: 0.5000\n"
                        + "Epoch 2/2\n"
                        + "⏎1/2 " + full + " 2s 2s/step"
                        + "⏎2/2 " + full + " 0s 2s/step"
                        + "⏎3/2 " + full + " 0s 2s/step"
                        + "⏎3/3 " + full + " 6s 2s/step - loss: 0.5000\n");
        assertThat(out).contains("\u001b[1m      1/Unknown\u001b[0m \u001b[1m2s");
    }

    @Test
    void bar_isGreenAsFarAsTheEpochIs() {
        FakeTraining training = training(12, 0);
        training.run(List.of(Map.of("loss", 1.0)), bar(true));
        assertThat(out)
                .hasToString("\r\u001b[1m 1/12\u001b[0m \u001b[32m━\u001b[0m\u001b[37m" + "━".repeat(19)
                        + "\u001b[0m \u001b[1m0s\u001b[0m 0s/step - loss: 1.0000"
                        + "\r\u001b[1m12/12\u001b[0m \u001b[32m" + "━".repeat(20)
                        + "\u001b[0m \u001b[1m0s\u001b[0m 0s/step - loss: 1.0000\n");
    }

    @Test
    void line_isRedrawnAtMostEveryFiftyMilliseconds() {
        training(20, 10).run(List.of(logs(1, 1)), bar(true));
        assertThat(plain().chars().filter(c -> c == '⏎').count()).isEqualTo(5);
        assertThat(plain()).contains("⏎ 1/20", "⏎ 6/20", "⏎11/20", "⏎16/20", "⏎20/20");
    }

    @Test
    void drawingThatIsSlow_isDoneSeldom() {
        FakeTraining training = training(100, 10);
        // Each look at the clock takes 5 ms, and so does each drawing.
        ProgressBar slow = new ProgressBar(out, true).clock(() -> now += 5 * MILLISECOND);
        training.run(List.of(logs(1, 1)), slow);
        assertThat(plain().chars().filter(c -> c == '⏎').count()).isBetween(14L, 18L);
    }

    @Test
    void shorterLine_blanksTheLongerOne() {
        Callback clear = (event, training) -> {
            if (event instanceof TrainingEvent.EpochEnded ended) {
                ended.logs().clear();
            }
        };
        training(1, 60).run(List.of(logs(1, 1)), clear, bar(true));
        String head = "⏎1/1 " + "━".repeat(20) + " 0s 60ms/step";
        String tail = " - loss: 1.0000 - accuracy: 1.0000";
        assertThat(plain()).isEqualTo(head + tail + head + " ".repeat(tail.length()) + "\n");
    }

    @Test
    void lineUnderWay_isCutAtTheWidthOfTheTerminal_theLastIsNot() {
        training(2, 100).run(List.of(logs(0.5, 0.25)), bar(true).columns(50));
        String[] lines = plain().split("⏎", -1);
        assertThat(lines[1]).hasSize(49).endsWith("/step - loss: 0.");
        assertThat(lines[3]).isEqualTo("2/2 " + "━".repeat(20) + " 0s 100ms/step - loss: 0.5000 - accuracy: 0.2500\n");
        assertThatThrownBy(() -> bar(true).columns(0)).hasMessageContaining("columns must be at least 1");
    }

    @Test
    void times_areInTheUnitThatFits() {
        List<String> left = new ArrayList<>();
        for (long milliseconds : new long[] {1, 30_000, 4_000_000}) {
            out.setLength(0);
            training(3, milliseconds).run(List.of(Map.of("loss", 1.0)), bar(true));
            left.add(plain().substring(plain().indexOf("━ ") + 2, plain().indexOf(" - ")));
        }
        assertThat(left).containsExactly("0s 1ms/step", "1:00 30s/step", "2:13:20 4000s/step");
        out.setLength(0);
        FakeTraining fast = training(3, 0);
        fast.beforeBatch = () -> now += 25_000;
        fast.run(List.of(Map.of("loss", 1.0)), bar(false));
        assertThat(out).hasToString("Epoch 1/1 - 0s - 25us/step - loss: 1.0000\n");
    }

    @Test
    void firstStep_doesNotCountForTheTimePerStep() {
        FakeTraining training = training(5, 0);
        training.beforeBatch = () -> now += (training.steps() == 0 ? 900 : 100) * MILLISECOND;
        training.run(List.of(Map.of("loss", 1.0)), bar(false));
        assertThat(out).hasToString("Epoch 1/1 - 1s - 100ms/step - loss: 1.0000\n");
    }

    @Test
    void trainingThatEndsWithinAnEpoch_endsTheLine() {
        FakeTraining training = training(3, 100);
        ProgressBar bar = bar(true);
        training.start(1, bar);
        training.send(new TrainingEvent.EpochStarted(0), bar);
        training.send(new TrainingEvent.BatchEnded(0, 0, 1, 1), bar);
        training.send(new TrainingEvent.Ended(0), bar);
        assertThat(plain()).startsWith("⏎1/3").endsWith("\n");
    }

    @Test
    void outputThatFails_isToldAsSuch() {
        Appendable broken = new Appendable() {
            @Override
            public Appendable append(CharSequence text) throws IOException {
                throw new IOException("broken");
            }

            @Override
            public Appendable append(CharSequence text, int from, int to) throws IOException {
                throw new IOException("broken");
            }

            @Override
            public Appendable append(char c) throws IOException {
                throw new IOException("broken");
            }
        };
        assertThatThrownBy(() -> training(1, 1).run(List.of(logs(1, 1)), new ProgressBar(broken, false)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("ProgressBar cannot write");
    }

    @Test
    void elsewhereThanInATerminal_fewLinesAreSpreadOverManyEpochs() {
        List<Map<String, Double>> epochs = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            epochs.add(logs(i, 0.5));
        }
        training(1, 1).run(epochs, bar(false).lines(5));
        assertThat(out.toString().lines().map(line -> line.substring(0, line.indexOf(" - "))))
                .containsExactly("Epoch 1/100", "Epoch 25/100", "Epoch 50/100", "Epoch 75/100", "Epoch 100/100");
    }

    @Test
    void elsewhereThanInATerminal_theLastEpochIsShownWhenTrainingEndsEarly() {
        ProgressBar bar = bar(false).lines(3);
        bar.on(new TrainingEvent.Started(100, 1), training(1, 1));
        for (int epoch = 0; epoch < 7; epoch++) {
            bar.on(new TrainingEvent.EpochStarted(epoch), training(1, 1));
            bar.on(new TrainingEvent.EpochEnded(epoch, logs(epoch, 0.5)), training(1, 1));
        }
        bar.on(new TrainingEvent.Ended(7), training(1, 1));
        assertThat(out.toString().lines().map(line -> line.substring(0, line.indexOf(" - "))))
                .containsExactly("Epoch 1/100", "Epoch 7/100");
    }
}
