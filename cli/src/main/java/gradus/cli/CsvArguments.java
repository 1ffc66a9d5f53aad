package gradus.cli;

import gradus.data.tables.CsvOptions;
import java.nio.charset.Charset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How a CSV file is read.
final class CsvArguments {
    @Option(names = "--charset", paramLabel = "NAME", description = "Encoding of CSV files (default: UTF-8).")
    private @Nullable Charset charset;

    @Option(names = "--delimiter", paramLabel = "CHAR", description = "Between fields (default: detected).")
    private @Nullable Character delimiter;

    @Option(names = "--decimal", paramLabel = "CHAR", description = "Decimal point (default: .).")
    private @Nullable Character decimal;

    @Option(names = "--no-header", description = "The first line is data; columns are named by number.")
    private boolean noHeader;

    @Option(names = "--na", split = ",", paramLabel = "TEXT", description = "More texts that mean: no value.")
    private List<String> missing = List.of();

    @Option(
            names = "--categories",
            split = ",",
            paramLabel = "COLUMN",
            description = "Columns whose numbers are categories, as postal codes are.")
    private List<String> categories = List.of();

    @Option(names = "--skip-bad-lines", description = "Leave out lines with too few or too many fields.")
    private boolean skipBadLines;

    CsvOptions options() {
        CsvOptions options =
                new CsvOptions().alsoMissing(missing).categories(categories).skipBadLines(skipBadLines);
        if (charset != null) {
            options = options.charset(charset);
        }
        if (delimiter != null) {
            options = options.delimiter(delimiter);
        }
        if (decimal != null) {
            options = options.decimal(decimal);
        }
        return noHeader ? options.header(CsvOptions.Header.ABSENT) : options;
    }
}
