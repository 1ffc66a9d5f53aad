package gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.Model;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/// What files can do to whoever looks at what commands print, and options that name no file.
class ScreenTest {
    private static final String EVIL = "\u001b]0;pwn\u0007\u009b2J\u202e";

    private final Path folder;

    ScreenTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private Path table() throws IOException {
        StringBuilder text = new StringBuilder("\"a" + EVIL + "\",\"y" + EVIL + "\"\n");
        for (int row = 0; row < 60; row++) {
            text.append(row)
                    .append(',')
                    .append(row < 30 ? "no" : "\"yes" + EVIL + "\"")
                    .append('\n');
        }
        return Files.writeString(folder.resolve("rows.csv"), text);
    }

    private static void assertClean(int code, Object... arguments) {
        Ran ran = Ran.of(arguments);
        assertThat(ran.code()).as(ran.err()).isEqualTo(code);
        assertThat(ran.out() + ran.err())
                .as(String.valueOf(List.of(arguments)))
                .doesNotContainPattern("[\\p{Cntrl}\u0080-\u009f\u202a-\u202e&&[^\\n\\t]]");
    }

    @Test
    void nothingOfAFile_movesTheTerminal() throws IOException {
        Path table = table();
        Path out = folder.resolve("run");
        Path checkpoints = folder.resolve("checkpoints");
        assertClean(
                0, "train", table, "--target", "y" + EVIL, "--epochs", 1, "--out", out, "--checkpoint", checkpoints);
        Path model = Ran.model(out);
        assertClean(0, "summary", model);
        assertClean(0, "inspect", model);
        assertClean(0, "inspect", checkpoints);
        assertClean(0, "evaluate", model, table);
        assertClean(0, "predict", model, table);
        assertClean(0, "predict", model, table, "--out", folder.resolve("answers.csv"));
        assertClean(0, "convert", model, folder.resolve("m.safetensors"));
        assertClean(0, "export", model);
        assertClean(1, "train", table, "--target", EVIL);
        assertClean(1, "train", table, "--target", "y" + EVIL, "--seed", 9, "--checkpoint", checkpoints, "--resume");
        // A file is not a screen: it keeps what the labels are.
        assertThat(folder.resolve("answers.csv")).content().contains("yes" + EVIL);
    }

    @Test
    void everythingThatPrints_isFiltered() {
        StringWriter text = new StringWriter();
        PrintWriter screen = new Screen(new PrintWriter(text));
        screen.print('\u001b');
        screen.write('\r');
        screen.print("\u001b[2J".toCharArray());
        screen.write("x\u0007y", 1, 1);
        screen.printf(Locale.ROOT, "%s|%d%n", "\u009b", 7);
        screen.append("\u001b").append("é", 0, 1);
        screen.println((Object) "\u0000");
        screen.flush();
        assertThat(text).hasToString("???[2J??|7" + System.lineSeparator() + "?é?" + System.lineSeparator());
        assertThat(Screen.raw(screen)).isNotSameAs(screen);
    }

    @Test
    void noOptionTakesAnEmptyPath() {
        List<String> tried = new ArrayList<>();
        for (Class<?> command : Main.COMMANDS) {
            CommandLine line = new CommandLine(command);
            for (OptionSpec option : line.getCommandSpec().options()) {
                if (isPath(option)) {
                    Ran ran = Ran.of(line.getCommandName(), option.longestName(), "");
                    assertThat(ran.code()).as(ran.err()).isEqualTo(Main.WRONG_USE);
                    assertThat(ran.err())
                            .as(line.getCommandName() + " " + option.longestName())
                            .contains("must be the name of a file or folder, got an empty text");
                    tried.add(option.longestName());
                }
            }
        }
        assertThat(tried).contains("--checkpoint", "--out", "--from", "--model");
        assertThat(Ran.of("summary", "").err()).contains("must be the name of a file or folder");
    }

    private static boolean isPath(ArgSpec argument) {
        return argument.type() == Path.class
                || List.of(argument.auxiliaryTypes()).contains(Path.class);
    }

    @Test
    void modelThatCannotBeSavedWhereItShould_isSavedElsewhere() throws IOException {
        Path out = folder.resolve("run");
        // Nothing can take the place of a folder.
        Files.createDirectories(Ran.model(out));
        Ran ran = Ran.of("train", "iris", "--epochs", 2, "--out", out, "--json");
        Path rescued = Path.of("iris-rescued.keras");
        try {
            assertThat(ran.code()).isEqualTo(Main.FAILED);
            assertThat(ran.err())
                    .contains(
                            out + " cannot be written: ",
                            "model.keras is a folder, not a file",
                            "The model is saved as " + rescued + " instead");
            assertThat(ran.json()).containsKey("weights_sha256");
            assertThat(Model.load(rescued).weightsSha256()).isEqualTo(ran.json().get("weights_sha256"));
        } finally {
            Files.deleteIfExists(rescued);
        }
    }

    @Test
    void fullDisk_isNoticedBeforeTraining() {
        assertThatThrownBy(() -> RunFolder.create(folder.resolve("run"), Long.MAX_VALUE / 16))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("must have room for ");
    }
}
