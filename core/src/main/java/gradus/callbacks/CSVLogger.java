package gradus.callbacks;

import static gradus.internal.Require.require;

import gradus.internal.CsvText;
import gradus.training.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Writes a line of a CSV file after each epoch: `epoch`, from 0, and the logs. Each line is written at once and
/// the file is closed, so a crash loses no line already written.
///
/// The header is determined in the first epoch: the logs of the training, followed by what callbacks before this
/// one have added, such as `learning_rate`. A value that an epoch lacks is written as `NA`, as in Keras. Fields are
/// quoted as in RFC 4180 where necessary; lines end with a line feed. Numbers are written with all their digits.
/// Configure it before training.
public final class CSVLogger implements Callback {
    private static final String MISSING = "NA";

    private final Path file;
    private char separator = ',';
    private boolean append;

    private List<String> columns = List.of();
    private int rows;

    /// Creates a logger that replaces the file in each training.
    ///
    /// @param file the file to write
    public CSVLogger(Path file) {
        this.file = file;
    }

    /// Sets the separator between fields; by default a comma.
    ///
    /// @param value the separator
    /// @return this
    /// @throws IllegalArgumentException if it is a quote or a line break
    public CSVLogger separator(char value) {
        require(
                value != '"' && value != '\n' && value != '\r',
                "CSVLogger.separator must not be a quote or the end of a line");
        separator = value;
        return this;
    }

    /// Sets whether an existing file is continued; by default it is replaced.
    ///
    /// @param value whether to continue it
    /// @return this
    public CSVLogger append(boolean value) {
        append = value;
        return this;
    }

    /// {@inheritDoc}
    ///
    /// @throws IllegalArgumentException if a file to be continued lacks a column for this training's logs
    /// @throws UncheckedIOException if the file cannot be read or written
    @Override
    public void on(TrainingEvent event, Training training) {
        try {
            if (event instanceof TrainingEvent.Started) {
                start(training);
            } else if (event instanceof TrainingEvent.EpochEnded ended) {
                write(ended, training);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("CSVLogger cannot write " + file + ": " + reason(e), e);
        }
    }

    private static @Nullable String reason(IOException e) {
        return e instanceof FileSystemException f && f.getReason() != null ? f.getReason() : e.getMessage();
    }

    private void start(Training training) throws IOException {
        Path folder = file.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        columns = List.of();
        rows = 0;
        if (!append || !Files.exists(file)) {
            // Keep the content until the first line, in case this training continues from a checkpoint.
            Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)
                    .close();
            return;
        }
        List<String> lines = wholeLines();
        if (!lines.isEmpty()) {
            rows = lines.size() - 1;
            columns = fields(lines.getFirst());
            List<String> missing = new ArrayList<>(training.logNames());
            missing.removeAll(columns);
            require(
                    columns.contains("epoch") && missing.isEmpty(),
                    "CSVLogger cannot continue %s: its columns are %s, this training logs %s",
                    file,
                    String.join(", ", columns),
                    String.join(", ", training.logNames()));
        }
    }

    private void write(TrainingEvent.EpochEnded event, Training training) throws IOException {
        if (columns.isEmpty()) {
            Set<String> names = new LinkedHashSet<>(List.of("epoch"));
            names.addAll(training.logNames());
            names.addAll(event.logs().keySet());
            columns = List.copyOf(names);
            AtomicFile.replace(file, line(columns));
        }
        List<String> fields = new ArrayList<>();
        for (String column : columns) {
            Double value = event.logs().get(column);
            fields.add(
                    column.equals("epoch")
                            ? Integer.toString(event.epoch())
                            : value == null ? MISSING : value.toString());
        }
        AtomicFile.append(file, line(fields));
        rows++;
    }

    /// Returns the lines of the file, without a last line truncated by a crash.
    private List<String> wholeLines() throws IOException {
        String text = Files.readString(file);
        int end = text.lastIndexOf('\n') + 1;
        if (end < text.length()) {
            AtomicFile.replace(file, text.substring(0, end));
        }
        return text.substring(0, end).lines().toList();
    }

    private String line(List<String> fields) {
        StringBuilder line = new StringBuilder();
        for (String field : fields) {
            if (!line.isEmpty()) {
                line.append(separator);
            }
            line.append(CsvText.field(field, separator));
        }
        return line.append('\n').toString();
    }

    private List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                field.append(c);
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == separator && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }

    @Override
    public CallbackState state() {
        return CallbackState.of(Map.of("rows", (double) rows));
    }

    /// Continues the file, without the lines that were written after the checkpoint.
    @Override
    public void restore(CallbackState state) {
        try {
            List<String> lines = wholeLines();
            int kept = state.count("rows");
            require(
                    lines.size() > kept || kept == 0,
                    "CSVLogger cannot continue %s: it must have at least %s lines below its header, got %s",
                    file,
                    kept,
                    Math.max(0, lines.size() - 1));
            if (kept > 0) {
                rows = kept;
                columns = fields(lines.getFirst());
                AtomicFile.replace(file, String.join("\n", lines.subList(0, kept + 1)) + "\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("CSVLogger cannot continue " + file + ": " + reason(e), e);
        }
    }
}
