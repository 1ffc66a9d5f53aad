package gradus.lab.runs;

import gradus.experiments.Settings;
import gradus.lab.messages.Messages.Change;
import gradus.lab.messages.Messages.CurvePoint;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A run as something to take away.
public final class Exports {
    private Exports() {}

    /// A Java program that makes the same run and prints the hash of its weights.
    ///
    /// @throws IllegalArgumentException if the run is not that of its settings
    public static String java(Run run) {
        Plan.require(
                run.changes().isEmpty(),
                "settings or weights were changed on the way (%s), which a program of these settings does not do; restart"
                        + " the run to have one",
                String.join("; ", run.changes().stream().map(Change::said).toList()));
        Plan.require(
                run.epochs() > 0 && run.batches() == 0,
                "the run stands in the middle of an epoch; press \"one epoch\" first, so that a program can get to the"
                        + " same place");
        Settings settings = run.plan().settings();
        boolean upload = run.settings().data().kind().equals("upload");
        return """
                import gradus.experiments.*;
                import gradus.kernels.Precision;
                import gradus.tables.CsvOptions;
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
    public static String keras(Run run) {
        return KerasCode.of(run);
    }

    /// The curves, a line an epoch.
    public static String csv(Run run) {
        List<String> names = new ArrayList<>(run.describe().names());
        List<CurvePoint> curve = run.curve().all();
        if (!curve.isEmpty() && curve.getLast().values().size() > names.size()) {
            List.copyOf(names).forEach(name -> names.add("val_" + name));
        }
        StringBuilder text =
                new StringBuilder("epoch,").append(String.join(",", names)).append('\n');
        for (CurvePoint point : curve) {
            text.append(point.epoch());
            for (Double value : point.values()) {
                text.append(',').append(value == null ? "" : value.toString());
            }
            text.append('\n');
        }
        return text.toString();
    }
}
