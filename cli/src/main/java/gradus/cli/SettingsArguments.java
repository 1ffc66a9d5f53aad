package gradus.cli;

import gradus.data.tables.CsvOptions;
import gradus.experiment.Net;
import gradus.experiment.Options;
import gradus.experiment.ReadingOptions;
import gradus.experiment.Settings;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// What decides a run, and how its data is read: what `train`, `compare`, `tune` and `lr-find` share. See [Options].
@Command
final class SettingsArguments {
    private final ListedOptions<Settings> settings = new ListedOptions<>(Options.ALL);
    private final ListedOptions<CsvOptions> reading = new ListedOptions<>(ReadingOptions.ALL);

    private @Nullable CommandSpec command;

    @Spec(Spec.Target.MIXEE)
    void command(CommandSpec mixee) {
        command = mixee;
        settings.addTo(mixee);
        reading.addTo(mixee);
    }

    CsvOptions csv() {
        return reading.over(new CsvOptions())
                .listener(
                        Reading.on(Objects.requireNonNull(command).commandLine().getErr()));
    }

    Settings settings(String data) {
        return settings.over(Settings.of(data));
    }

    /// Settings whose kind of network follows from the data, unless it was chosen.
    Settings settingsOfAnyNet(String data) {
        return settings.over(Options.NET.with(Settings.of(data), Net.AUTO));
    }

    static void requireAtLeast(int least, @Nullable Integer value, String option) {
        if (value != null && value < least) {
            throw new IllegalArgumentException(option + " must be at least " + least + ", got " + value);
        }
    }
}
