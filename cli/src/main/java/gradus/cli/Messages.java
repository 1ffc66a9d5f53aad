package gradus.cli;

import gradus.data.tables.DataException;
import gradus.data.tables.Hint;
import gradus.internal.Printable;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// One clear sentence for an error.
final class Messages {
    private Messages() {}

    /// For a command line that cannot be understood.
    static String ofWrongUse(ParameterException refused) {
        if (refused instanceof UnmatchedArgumentException unmatched) {
            String first = unmatched.getUnmatched().getFirst();
            List<String> near = unmatched.getSuggestions();
            String hint = near.isEmpty() ? "" : "; did you mean " + near.getFirst() + "?";
            if (unmatched.isUnknownOption()) {
                return "there is no option " + first + hint;
            }
            return unmatched.getCommandLine().getParent() == null
                    ? "there is no command \"" + first + "\"" + hint
                    : "\"" + first + "\" is unexpected; quote values that contain spaces";
        }
        return String.valueOf(refused.getMessage())
                .replace("Invalid value for option '", "'")
                .replace("': ", "' ");
    }

    /// An option that would help, as it is typed.
    static String option(Hint hint) {
        String value = hint.value().isEmpty() ? "" : " " + CompareCommand.quoted(hint.value());
        return " with --" + hint.option().replace('_', '-') + value;
    }

    /// Twice the memory there is, in MiB.
    private static long twice() {
        return 2 * (Runtime.getRuntime().maxMemory() >> 20);
    }

    /// The sentence, without what a terminal would act on, and not endless.
    static String of(Throwable thrown) {
        // What a library says of the memory of Java is set by a variable of the launcher.
        return Printable.message(sentence(thrown).replace(" with -Xmx", " with GRADUS_JAVA_OPTS=-Xmx"));
    }

    private static String sentence(Throwable thrown) {
        Throwable cause = thrown;
        while (cause instanceof UncheckedIOException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return switch (cause) {
            case NoSuchFileException missing -> missing.getFile() + " does not exist";
            case AccessDeniedException denied -> denied.getFile() + " may not be read or written";
            case FileAlreadyExistsException file -> file.getFile() + " is a file but must be a folder";
            case FileSystemException other ->
                other.getFile() + " cannot be read or written"
                        + (other.getReason() == null ? "" : ": " + other.getReason());
            case OutOfMemoryError memory ->
                "not enough memory (" + memory.getMessage() + "); give more with -Xmx" + twice() + "m";
            case DataException data -> data.message(Messages::option);
            default ->
                cause.getMessage() == null
                        ? "failed with " + cause.getClass().getSimpleName() + "; --debug shows where"
                        : cause.getMessage();
        };
    }
}
