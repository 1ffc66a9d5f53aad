package gradus.cli;

import gradus.data.tables.CsvOptions;
import gradus.data.tables.SchemaOptions;
import gradus.experiment.ReadingOptions;
import gradus.experiment.Settings;
import gradus.experiment.TableOptions;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// How a table is read and used that a trained model is given: what `evaluate` and `predict` share. See [TableOptions].
@Command
final class TableArguments {
    private final ListedOptions<Settings> table = new ListedOptions<>(TableOptions.ALL);
    private final ListedOptions<CsvOptions> reading = new ListedOptions<>(ReadingOptions.ALL);

    private @Nullable CommandSpec command;

    @Spec(Spec.Target.MIXEE)
    void command(CommandSpec mixee) {
        command = mixee;
        table.addTo(mixee, group -> "The table, for models of other programs");
        reading.addTo(mixee);
    }

    CsvOptions csv() {
        return reading.over(new CsvOptions())
                .listener(
                        Reading.on(Objects.requireNonNull(command).commandLine().getErr()));
    }

    /// How the columns are used: as given, else by the data's own options.
    SchemaOptions over(SchemaOptions defaults) {
        return table.over(Settings.of("")).data().over(defaults);
    }
}
