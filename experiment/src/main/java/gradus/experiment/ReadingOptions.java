package gradus.experiment;

import static gradus.experiment.OptionKinds.*;

import gradus.data.tables.ColumnKind;
import gradus.data.tables.CsvOptions;
import java.util.List;

/// The options of how a table is read.
@SuppressWarnings("NullAway") // takes getters of what may be null for functions that never return null
public final class ReadingOptions {
    /// Every option of how a table is read.
    public static final List<Option<CsvOptions, ?>> ALL = List.of(
            reading("charset", Values.charsets(), "NAME", "Encoding", CsvOptions::charset, CsvOptions::charset)
                    .usual("UTF-8, unless the file is in another"),
            reading(
                            "delimiter",
                            Values.characters(),
                            "CHAR",
                            "Character between fields",
                            CsvOptions::delimiter,
                            CsvOptions::delimiter)
                    .usual("detected"),
            reading("decimal", Values.characters(), "CHAR", "Decimal mark", CsvOptions::decimal, CsvOptions::decimal)
                    .usual("detected"),
            reading(
                            "quote",
                            Values.characters(),
                            "CHAR",
                            "Character around fields",
                            CsvOptions::quote,
                            CsvOptions::quote)
                    .usual("detected"),
            reading(
                            "comment",
                            Values.characters().or('\0', "none"),
                            "CHAR|none",
                            "What begins a line that is left out",
                            CsvOptions::comment,
                            CsvOptions::comment)
                    .usual("detected"),
            reading(
                    "header",
                    Values.onOff(),
                    "",
                    "The first line is data; columns are named by number",
                    csv -> csv.header() != CsvOptions.Header.ABSENT,
                    (csv, on) -> csv.header(on ? CsvOptions.Header.EXPECTED : CsvOptions.Header.ABSENT)),
            reading(
                    "with_header",
                    Values.onOff(),
                    "",
                    "The first line has the names of the columns, whatever it looks like",
                    csv -> csv.header() == CsvOptions.Header.PRESENT,
                    (csv, on) -> on ? csv.header(CsvOptions.Header.PRESENT) : csv),
            reading(
                    "na",
                    Values.names(),
                    "[COLUMN=]TEXT",
                    "More texts that stand for a missing value, in a column or in all",
                    CsvOptions::chosenMissing,
                    CsvOptions::alsoMissing),
            reading(
                            "as",
                            ColumnKinds.values(),
                            "COLUMN=KIND",
                            "What a column holds: " + String.join(", ", ColumnKind.NAMES),
                            CsvOptions::kinds,
                            CsvOptions::as)
                    .usual("detected"),
            reading(
                    "skip_bad_lines",
                    Values.onOff(),
                    "",
                    "Leave out lines with too few or too many fields",
                    CsvOptions::skipBadLines,
                    CsvOptions::skipBadLines),
            reading(
                    "on_disk",
                    Values.onOff(),
                    "",
                    "Keep the table in files, as one that does not fit in memory",
                    CsvOptions::onDisk,
                    CsvOptions::onDisk),
            reading(
                    "query",
                    Values.texts(),
                    "SQL",
                    "What the database is asked for that DATA names, as in jdbc:postgresql://host/name",
                    CsvOptions::query,
                    CsvOptions::query),
            reading(
                            "driver_jar",
                            Values.paths(),
                            "JAR",
                            "The JDBC driver of the database",
                            CsvOptions::driverJar,
                            CsvOptions::driverJar)
                    .usual("found on the class path"),
            reading(
                            "credentials",
                            Values.paths(),
                            "FILE",
                            "Lines user=… and password=… for the database",
                            CsvOptions::credentials,
                            CsvOptions::credentials)
                    .usual("GRADUS_DB_USER and GRADUS_DB_PASSWORD of the environment"));

    private ReadingOptions() {}
}
