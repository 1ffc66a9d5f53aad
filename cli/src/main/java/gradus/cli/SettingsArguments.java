package gradus.cli;

import gradus.data.tables.CsvOptions;
import gradus.experiment.Net;
import gradus.experiment.NetworkOptions;
import gradus.experiment.Options;
import gradus.experiment.ReadingOptions;
import gradus.experiment.SchemaFile;
import gradus.experiment.Settings;
import gradus.experiment.TableOptions;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// What decides a run, and how its data is read: what `train`, `compare`, `tune` and `lr-find` share. See [Options].
@Command
final class SettingsArguments {
    private final ListedOptions<Settings> settings = new ListedOptions<>(Options.ALL);
    private final ListedOptions<CsvOptions> reading = new ListedOptions<>(ReadingOptions.ALL);

    @Option(
            names = "--schema",
            paramLabel = "FILE",
            description = "What the columns hold, as --write-schema writes it; --as says it for single columns.")
    private @Nullable Path schema;

    private @Nullable CommandSpec command;

    @Spec(Spec.Target.MIXEE)
    void command(CommandSpec mixee) {
        command = mixee;
        settings.addTo(mixee);
        reading.addTo(mixee);
    }

    CsvOptions csv() {
        Path file = schema;
        CsvOptions known = new CsvOptions();
        return reading.over(
                        file == null ? known : known.as(SchemaFile.read(file).columns()))
                .listener(
                        Reading.on(Objects.requireNonNull(command).commandLine().getErr()));
    }

    Settings settings(String data) {
        return settings.over(of(data));
    }

    private Settings of(String data) {
        Settings standard = Settings.of(data);
        return schema == null
                ? standard
                : TableOptions.TARGET.with(standard, SchemaFile.read(schema).target());
    }

    /// Settings whose kind of network follows from the data, unless it was chosen.
    Settings settingsOfAnyNet(String data) {
        return settings.over(NetworkOptions.NET.with(of(data), Net.AUTO));
    }

    static void requireAtLeast(int least, @Nullable Integer value, String option) {
        if (value != null && value < least) {
            throw new IllegalArgumentException(option + " must be at least " + least + ", got " + value);
        }
    }
}
