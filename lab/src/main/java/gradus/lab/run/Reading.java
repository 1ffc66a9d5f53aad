package gradus.lab.run;

import gradus.data.tables.Column;
import gradus.data.tables.CsvOptions;
import gradus.data.tables.Table;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// How an uploaded file is read, as it was chosen on the page. Empty texts are found out from the file.
///
/// @param separator between fields: `comma`, `semicolon`, `tab`, `blank`, or empty
/// @param decimal `point`, `comma`, or empty
/// @param charset `utf-8`, `windows-1252`, `utf-16`, or empty
/// @param header whether the first line names the columns: `yes`, `no`, or empty
/// @param badLines `skip` to leave out lines with too few or too many fields, or empty
/// @param missing `drop` to leave out rows with gaps, or empty to fill them in, with an input that tells
/// @param without columns that are left out
public record Reading(
        String separator,
        String decimal,
        String charset,
        String header,
        String badLines,
        String missing,
        List<String> without) {
    private static final Map<String, Character> SEPARATORS =
            Map.of("comma", ',', "semicolon", ';', "tab", '\t', "blank", ' ');
    private static final Map<String, Character> DECIMALS = Map.of("point", '.', "comma", ',');
    private static final Map<String, CsvOptions.Header> HEADERS =
            Map.of("yes", CsvOptions.Header.PRESENT, "no", CsvOptions.Header.ABSENT);

    /// Everything is found out.
    public static final Reading USUAL = new Reading("", "", "", "", "", "", List.of());

    /// Checks the words.
    public Reading {
        without = List.copyOf(without);
        known("separator", separator, SEPARATORS.keySet());
        known("decimal sign", decimal, DECIMALS.keySet());
        known("encoding", charset, Set.of("utf-8", "windows-1252", "utf-16"));
        known("first line", header, HEADERS.keySet());
        known("bad lines", badLines, Set.of("skip"));
        known("missing values", missing, Set.of("drop"));
    }

    private static void known(String what, String word, Set<String> words) {
        if (!word.isEmpty() && !words.contains(word)) {
            throw new IllegalArgumentException("the " + what + " of a table cannot be \"" + word + "\"");
        }
    }

    /// Whether nothing was chosen.
    boolean isUsual() {
        return equals(USUAL);
    }

    CsvOptions options() {
        CsvOptions options = new CsvOptions();
        if (!separator.isEmpty()) {
            options = options.delimiter(Objects.requireNonNull(SEPARATORS.get(separator)));
        }
        if (!decimal.isEmpty()) {
            options = options.decimal(Objects.requireNonNull(DECIMALS.get(decimal)));
        }
        if (!charset.isEmpty()) {
            options = options.charset(Charset.forName(charset));
        }
        if (!header.isEmpty()) {
            options = options.header(Objects.requireNonNull(HEADERS.get(header)));
        }
        return options.skipBadLines(badLines.equals("skip"));
    }

    /// The columns and rows that are left.
    Table choose(Table table) {
        Table some = table.without(without);
        return missing.equals("drop")
                ? some.select(IntStream.range(0, some.rows())
                        .filter(row -> some.columns().stream().noneMatch(column -> column.isMissing(row)))
                        .toArray())
                : some;
    }

    /// A table as a plain file that is read in only one way: commas, points, UTF-8.
    static String plain(Table table) {
        StringBuilder text = new StringBuilder();
        line(text, table.names());
        for (int row = 0; row < table.rows(); row++) {
            int at = row;
            line(
                    text,
                    table.columns().stream()
                            .map(column -> column.isMissing(at) ? "" : column.text(at))
                            .toList());
        }
        return text.toString();
    }

    private static void line(StringBuilder text, List<String> fields) {
        text.append(fields.stream()
                        .map(field -> field.isEmpty() || field.matches("[A-Za-z0-9_.+-]+")
                                ? field
                                : '"' + field.replace("\"", "\"\"") + '"')
                        .collect(Collectors.joining(",")))
                .append('\n');
    }

    /// The first rows of a table.
    static List<List<String>> preview(Table table, int rows) {
        return IntStream.range(0, Math.min(rows, table.rows()))
                .mapToObj(row -> table.columns().stream()
                        .map((Column column) -> column.isMissing(row) ? "" : column.text(row))
                        .toList())
                .toList();
    }
}
