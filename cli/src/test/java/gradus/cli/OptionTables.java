package gradus.cli;

import gradus.experiment.Option;
import gradus.experiment.Options;
import gradus.experiment.ReadingOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// The tables of options in `docs/command-line.md`, from the list of options and from the command `serve`. `main`
/// writes them into the file.
final class OptionTables {
    static final Path PAGE = Path.of("..", "docs", "command-line.md");

    private OptionTables() {}

    /// Writes the tables.
    public static void main(String[] arguments) throws IOException {
        Files.writeString(PAGE, into(Files.readString(PAGE)));
    }

    /// A page with the tables as they must be.
    static String into(String page) {
        return into(into(page, "options", markdown()), "serve", ofServe());
    }

    private static String into(String page, String place, String text) {
        String begin = "<!-- " + place + " -->\n";
        return page.substring(0, page.indexOf(begin) + begin.length())
                + text
                + page.substring(page.indexOf("<!-- /" + place + " -->\n"));
    }

    private static String ofServe() {
        StringBuilder text = new StringBuilder("\n| option | what it is |\n|---|---|\n");
        for (OptionSpec option :
                CommandSpec.forAnnotatedObject(new ServeCommand()).options()) {
            if (!option.usageHelp() && !option.versionHelp()) {
                text.append("| `")
                        .append((option.longestName() + " " + option.paramLabel()).strip())
                        .append("` | ")
                        .append(String.join("", option.description()))
                        .append(" |\n");
            }
        }
        return text.append('\n').toString();
    }

    private static String markdown() {
        List<Option<?, ?>> all = new ArrayList<>(Options.ALL);
        all.addAll(ReadingOptions.ALL);
        StringBuilder text = new StringBuilder();
        for (Option.Group group : Option.Group.values()) {
            text.append("\n**").append(group.title()).append("**\n\n| option | what it is |\n|---|---|\n");
            all.stream()
                    .filter(option -> option.group() == group && option.use().isGiven())
                    .forEach(option -> text.append("| `")
                            .append((option.flag() + " " + option.label())
                                    .strip()
                                    .replace("|", "\\|"))
                            .append("` | ")
                            .append(option.description().replace("|", "\\|"))
                            .append(" |\n"));
        }
        text.append("\n**For `compare --vary` and `tune --space` only**\n\n| name | what it is |\n|---|---|\n");
        all.stream()
                .filter(option -> !option.use().isGiven())
                .forEach(option -> text.append("| `")
                        .append(option.name())
                        .append("` | ")
                        .append(option.description())
                        .append(" |\n"));
        return text.append('\n').toString();
    }
}
