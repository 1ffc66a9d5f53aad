package gradus.cli;

import gradus.data.tables.CsvOptions;
import gradus.data.tables.SchemaOptions;
import gradus.experiment.ReadingOptions;
import gradus.experiment.Settings;
import gradus.experiment.TableOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// How a table is read and used that a trained model is given: what `evaluate` and `predict` share. See [TableOptions].
@Command
final class TableArguments {
    private final ListedOptions<Settings> table = new ListedOptions<>(TableOptions.ALL);
    private final ListedOptions<CsvOptions> reading = new ListedOptions<>(ReadingOptions.ALL);

    @Spec(Spec.Target.MIXEE)
    void command(CommandSpec command) {
        table.addTo(command, group -> "The table, for models of other programs");
        reading.addTo(command);
    }

    CsvOptions csv() {
        return reading.over(new CsvOptions());
    }

    /// How the columns are used: as given, else by the data's own options.
    SchemaOptions over(SchemaOptions defaults) {
        return table.over(Settings.of("")).data().over(defaults);
    }
}
