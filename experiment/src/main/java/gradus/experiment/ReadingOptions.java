package gradus.experiment;

import static gradus.experiment.OptionKinds.*;

import gradus.data.tables.CsvOptions;
import java.util.List;

/// The options of how a CSV file is read.
@SuppressWarnings("NullAway") // takes getters of what may be null for functions that never return null
public final class ReadingOptions {
    /// Every option of how a CSV file is read.
    public static final List<Option<CsvOptions, ?>> ALL = List.of(
            reading("charset", Values.charsets(), "NAME", "Encoding", CsvOptions::charset, CsvOptions::charset),
            reading(
                            "delimiter",
                            Values.characters(),
                            "CHAR",
                            "Character between fields",
                            CsvOptions::delimiter,
                            CsvOptions::delimiter)
                    .usual("detected"),
            reading("decimal", Values.characters(), "CHAR", "Decimal mark", CsvOptions::decimal, CsvOptions::decimal),
            reading(
                    "header",
                    Values.onOff(),
                    "",
                    "The first line is data; columns are named by number",
                    csv -> csv.header() != CsvOptions.Header.ABSENT,
                    (csv, on) -> csv.header(on ? CsvOptions.Header.EXPECTED : CsvOptions.Header.ABSENT)),
            reading(
                    "na",
                    Values.names(),
                    "TEXT",
                    "More texts that stand for a missing value",
                    csv -> added(csv.missing()),
                    CsvOptions::alsoMissing),
            reading(
                    "categories",
                    Values.names(),
                    "COLUMN",
                    "Columns whose numbers are categories, as postal codes are",
                    csv -> csv.categories().stream().sorted().toList(),
                    CsvOptions::categories),
            reading(
                    "skip_bad_lines",
                    Values.onOff(),
                    "",
                    "Leave out lines with too few or too many fields",
                    CsvOptions::skipBadLines,
                    CsvOptions::skipBadLines));

    private ReadingOptions() {}
}
