package gradus.lab.keep;

import static gradus.internal.Require.require;

import gradus.internal.CsvText;
import gradus.lab.messages.KeptRun;
import gradus.lab.messages.Messages.Change;
import gradus.lab.messages.Messages.CurvePoint;
import gradus.lab.run.Plan;
import gradus.lab.run.Run;
import gradus.lab.run.Uploads;
import java.util.ArrayList;
import java.util.List;

/// Exports a run as files, whether it is training, finished, or from an earlier session.
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
        return JavaCode.of(Plan.of(run.settings(), uploads).settings(), run);
    }

    /// The network and its training as a Keras program.
    ///
    /// @throws IllegalArgumentException if Keras lacks something of it
    public static String keras(KeptRun run, Uploads uploads) {
        return KerasCode.of(new Run(run.id(), run.settings(), uploads), run);
    }

    /// The curves as CSV, one line for each epoch. If settings were changed during training, the last column says
    /// which, in the line of the first epoch that ended with the change.
    public static String csv(KeptRun run) {
        List<String> names = new ArrayList<>(run.names());
        List<CurvePoint> curve = run.curve();
        if (!curve.isEmpty() && curve.getLast().values().size() > names.size()) {
            List.copyOf(names).forEach(name -> names.add("val_" + name));
        }
        StringBuilder text = new StringBuilder("epoch,")
                .append(String.join(",", names.stream().map(CsvText::field).toList()));
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
                text.append(',').append(CsvText.field(String.join("; ", changes)));
            }
            text.append('\n');
        }
        return text.toString();
    }
}
