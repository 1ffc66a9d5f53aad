package gradus.notebook;

import gradus.callbacks.Callback;
import gradus.callbacks.Training;
import gradus.callbacks.TrainingEvent;
import gradus.experiment.reports.Html;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

/// Shows how far a training is, in one output of a cell that is redrawn in place.
final class Progress implements Callback {
    private static final long INTERVAL = 50_000_000;

    private final Function<Object, String> show;
    private final BiConsumer<String, Object> update;
    private String id = "";
    private State last = new State(0, 0, Map.of());
    private long nextDraw;

    /// @param show shows a value and returns the name of its output
    /// @param update shows another value in that output
    Progress(Function<Object, String> show, BiConsumer<String, Object> update) {
        this.show = show;
        this.update = update;
    }

    /// How far it is.
    ///
    /// @param epoch the number of complete epochs
    /// @param epochs the number of all
    /// @param logs what was logged last
    record State(int epoch, int epochs, Map<String, Double> logs) {
        /// A bar, and the numbers.
        String html() {
            StringBuilder html =
                    new StringBuilder("<progress max=\"" + epochs + "\" value=\"" + epoch + "\"></progress>");
            html.append(" epoch ").append(epoch).append(" of ").append(epochs);
            logs.forEach((name, value) ->
                    html.append(" · ").append(Html.escape(name)).append(' ').append(Grid.shown(value)));
            return html.toString();
        }
    }

    @Override
    public void on(TrainingEvent event, Training training) {
        switch (event) {
            case TrainingEvent.Started started -> {
                last = new State(0, started.epochs(), Map.of());
                id = show.apply(last);
                nextDraw = System.nanoTime() + INTERVAL;
            }
            case TrainingEvent.EpochEnded ended -> {
                last = new State(ended.epoch() + 1, last.epochs(), ended.logs());
                if (System.nanoTime() >= nextDraw) {
                    update.accept(id, last);
                    nextDraw = System.nanoTime() + INTERVAL;
                }
            }
            case TrainingEvent.Ended ended -> update.accept(id, last);
            default -> {}
        }
    }
}
