package gradus.lab.keep;

import static gradus.internal.Require.require;

import gradus.experiment.Settings;
import gradus.lab.messages.KeptRun;
import gradus.lab.messages.Messages.Change;
import gradus.lab.messages.Messages.CurvePoint;
import gradus.lab.run.Plan;
import gradus.lab.run.Run;
import gradus.lab.run.Uploads;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A run as something to take away, whether it goes on, is over, or was made by a lab of before.
public final class Exports {
    private Exports() {}

    /// A Java program that makes the same run and prints the hash of its weights.
    ///
    /// @throws IllegalArgumentException if the run is not that of its settings
    ///     or if it was of a table that is not here
    public static String java(KeptRun run, Uploads uploads) {
        require(
                run.changes().isEmpty(),
                "settings or weights were changed on the way (%s), which a program of these settings does not do; make"
                        + " the run again from the start to have one",
                String.join("; ", run.changes().stream().map(Change::said).toList()));
        require(
                run.exact(),
                "the run stands in the middle of an epoch, where a program does not stop; press \"one epoch\" first, or"
                        + " make it again if it is over");
        Settings settings = Plan.of(run.settings(), uploads).settings();
        boolean upload = run.settings().data().kind().equals("upload");
        return """
                import gradus.experiment.*;
                import gradus.math.Precision;
                import gradus.data.tables.CsvOptions;
                import java.util.List;

                /// Made by the lab: the same network, trained in the same way.
                public class Run {
                    public static void main(String[] arguments) {
                        var settings = new Settings(
                                %s, // data
                                %s, // target, or none for the data's own
                                null, // task: by the data
                                List.of(), // columns left out
                                null, // missing values: the default
                                %s, // hidden layers
                                true, // the last layer follows from the task
                                null, // first weights: each layer's own
                                %s, // loss, or null for the task's
                                %s, // optimizer
                                %s, // schedule of the learning rate
                                %d, // rows an update, 0 for all
                                %d, // epochs
                                "%s", // share of rows that is watched
                                "0", // share of rows for a test
                                %dL, // seed
                                0, // never stops early
                                null, // weights of classes
                                true, // every epoch has an order of its own
                                0, // no bins
                                false,
                                %s, // scaling of the inputs
                                Precision.FLOAT32);
                        var experiment = Experiment.of(settings, new CsvOptions());
                        var outcome = experiment.run(List.of(), 1);
                        System.out.println(outcome.best().metrics());
                        System.out.println("weights %s".formatted(experiment.model().weightsSha256()));
                    }
                }
                """.formatted(
                        upload ? "\"data.csv\"" : quoted(settings.data()),
                        settings.targets().isEmpty()
                                ? "List.of()"
                                : "List.of(" + quoted(settings.targets().getFirst()) + ")",
                        quoted(settings.layers()),
                        quoted(settings.loss()),
                        quoted(settings.optimizer()),
                        quoted(settings.schedule()),
                        settings.batch(),
                        run.epochs(),
                        settings.validation(),
                        settings.seed(),
                        settings.scaling() == null ? "null" : "Scaling." + settings.scaling(),
                        "%s");
    }

    private static String quoted(@Nullable String text) {
        return text == null ? "null" : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /// The network and its training as a Keras program.
    ///
    /// @throws IllegalArgumentException if Keras lacks something of it
    public static String keras(KeptRun run, Uploads uploads) {
        return KerasCode.of(new Run(run.id(), run.settings(), uploads), run);
    }

    /// The curves, a line an epoch. If something was changed on the way, the last column says what, in the line of the
    /// first epoch that ended with it.
    public static String csv(KeptRun run) {
        List<String> names = new ArrayList<>(run.names());
        List<CurvePoint> curve = run.curve();
        if (!curve.isEmpty() && curve.getLast().values().size() > names.size()) {
            List.copyOf(names).forEach(name -> names.add("val_" + name));
        }
        StringBuilder text = new StringBuilder("epoch,").append(String.join(",", names));
        if (!run.changes().isEmpty()) {
            text.append(",changed");
        }
        text.append('\n');
        int told = 0;
        for (CurvePoint point : curve) {
            text.append(point.epoch());
            for (Double value : point.values()) {
                text.append(',').append(value == null ? "" : value.toString());
            }
            List<String> changes = new ArrayList<>();
            while (told < run.changes().size() && run.changes().get(told).epoch() < point.epoch()) {
                changes.add(run.changes().get(told).said());
                told++;
            }
            if (!run.changes().isEmpty()) {
                text.append(
                        changes.isEmpty()
                                ? ","
                                : ",\"" + String.join("; ", changes).replace("\"", "\"\"") + "\"");
            }
            text.append('\n');
        }
        return text.toString();
    }
}
