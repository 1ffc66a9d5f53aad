package gradus.data.tables;

import gradus.data.tables.internal.Texts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// How a CSV file is laid out, found out from its beginning: what separates fields, what encloses them, which lines are
/// comments or a title, and whether the names of the columns come first.
///
/// @param delimiter what stands between two fields
/// @param quote what encloses a field
/// @param comment what begins a line that is left out; a zero character for none
/// @param title how many records before the names or the first row are left out
/// @param header whether names come first
/// @param notes what was assumed, and how to say otherwise
record CsvLayout(char delimiter, char quote, char comment, int title, boolean header, List<Advice> notes) {
    /// The likelier first, where two separate equally well: a comma may be a decimal mark.
    /// The option by which the first line has names, whatever it looks like.
    static final String WITH_HEADER = "with_header";

    private static final String DELIMITERS = "\t;|,";

    private static final char BLANK = ' ';
    private static final char NONE = 0;
    private static final double MOSTLY = 0.9;
    private static final int MOST_TITLES = 20;

    /// Finds it out.
    ///
    /// @param sample the beginning of the file
    /// @param complete whether that is the whole file
    static CsvLayout of(String sample, boolean complete, CsvOptions options) {
        List<Advice> notes = new ArrayList<>();
        char quote = options.quote() != null ? options.quote() : '"';
        char delimiter = options.delimiter() != null ? options.delimiter() : delimiter(sample, quote, complete);
        if (options.delimiter() == null && delimiter != ',') {
            notes.add(Advice.of(
                    "fields are separated by " + Csv.named(delimiter) + ". Read the file otherwise",
                    Hint.of("delimiter")));
        }
        List<List<String>> records = records(sample, delimiter, quote, complete);
        boolean noQuotes = options.quote() == null && sample.indexOf('"') < 0;
        boolean single = noQuotes && areInSingleQuotes(records);
        if (noQuotes && !single && sample.indexOf('\'') >= 0) {
            // With a delimiter inside of quotes.
            char other = options.delimiter() != null ? options.delimiter() : delimiter(sample, '\'', complete);
            single = other == delimiter
                    && !areRegular(records)
                    && areRegular(records(sample, delimiter, '\'', complete));
        }
        if (single) {
            quote = '\'';
            records = records(sample, delimiter, quote, complete);
            notes.add(Advice.of("fields are in single quotes, which are left out. Keep them", new Hint("quote", "\"")));
        }
        int usual = usual(records);
        char comment = options.comment() != null ? options.comment() : NONE;
        if (options.comment() == null && hasComments(records, usual)) {
            comment = '#';
            notes.add(Advice.of("lines that begin with # are left out. Read them", new Hint("comment", "none")));
        }
        char begin = comment;
        records.removeIf(record -> begin != NONE && record.getFirst().startsWith(String.valueOf(begin)));
        int title = title(records, usual);
        if (title > 0) {
            notes.add(Advice.of("the file begins with " + Texts.count(title, "line") + " of other text, such as "
                    + Texts.quote(records.getFirst().getFirst()) + ", left out"));
        }
        List<List<String>> table = records.subList(Math.min(title, records.size()), records.size());
        boolean data = options.header() == CsvOptions.Header.ABSENT;
        if (options.header() == CsvOptions.Header.EXPECTED || options.header() == CsvOptions.Header.DETECTED) {
            boolean same = !table.isEmpty() && isUnnamedRow(table.getFirst(), options);
            data = same || (!table.isEmpty() && !hasNames(table.getFirst(), options) && beginsWithData(table, options));
            if (same && !beginsWithData(table, options)) {
                notes.add(Advice.of(
                        "the first line is read as a row (" + Texts.names(table.getFirst())
                                + "), since the columns of the training rows had no names. If it has names, read the file",
                        Hint.of(WITH_HEADER)));
            }
            if (data && options.header() == CsvOptions.Header.EXPECTED) {
                notes.add(Advice.of(
                        "the first line looks like data (" + Texts.names(table.getFirst())
                                + "), so the columns are named "
                                + "column_1, column_2, and so on. If it has their names, read the file",
                        Hint.of(WITH_HEADER)));
            }
        }
        return new CsvLayout(delimiter, quote, comment, title, !data, notes);
    }

    /// The records of a text, with its fields stripped; the last one only if it is complete. Blank lines are left out.
    private static List<List<String>> records(String text, char delimiter, char quote, boolean complete) {
        List<List<String>> records = new ArrayList<>();
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        boolean start = true;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : '\n';
            c = delimiter == BLANK && c == '\t' ? BLANK : c;
            if (i == text.length() && !complete) {
                break;
            }
            if (quoted) {
                quoted = c != quote;
                if (quoted) {
                    field.append(c);
                }
            } else if (c == quote && start) {
                quoted = true;
                start = false;
            } else if (c == '\n' || c == '\r' || c == delimiter) {
                boolean again = delimiter == BLANK && c == BLANK && field.isEmpty();
                boolean trailing = delimiter == BLANK && c != BLANK && field.isEmpty() && !fields.isEmpty();
                if (!again && !trailing) {
                    fields.add(field.toString().strip());
                }
                field.setLength(0);
                start = true;
                if (c != delimiter) {
                    if (fields.size() > 1
                            || (!fields.isEmpty() && !fields.getFirst().isEmpty())) {
                        records.add(fields);
                    }
                    fields = new ArrayList<>();
                }
            } else {
                field.append(c);
                start = false;
            }
        }
        return records;
    }

    /// The number of fields that most records have, without those that may be comments.
    private static int usual(List<List<String>> all) {
        List<List<String>> rows =
                all.stream().filter(record -> !isMarked(record)).toList();
        List<List<String>> records = rows.isEmpty() ? all : rows;
        int best = 1;
        long most = 0;
        Set<Integer> seen = new HashSet<>();
        for (List<String> record : records) {
            if (seen.add(record.size()) && seen.size() < MOST_TITLES) {
                long count = records.stream()
                        .filter(other -> other.size() == record.size())
                        .count();
                best = count > most ? record.size() : best;
                most = Math.max(most, count);
            }
        }
        return best;
    }

    /// What cuts nearly all records into equally many fields; else the most frequent in the first line.
    private static char delimiter(String sample, char quote, boolean complete) {
        char best = NONE;
        double most = 0;
        int fields = 0;
        for (char candidate : (DELIMITERS + BLANK).toCharArray()) {
            List<List<String>> records = records(sample, candidate, quote, complete);
            int usual = usual(records);
            long rows = records.stream().filter(record -> !isMarked(record)).count();
            double share = records.stream()
                            .filter(record -> !isMarked(record) && record.size() == usual)
                            .count()
                    / (double) Math.max(1, rows);
            // Blanks are in texts too. A table in columns may have a few tabs among its blanks.
            boolean likely = candidate != BLANK
                    || (rows > 1
                            && ((best == NONE && share >= MOSTLY)
                                    || (best == '\t' && share == 1 && usual >= 2 * fields)));
            if (usual > 1 && likely && (share > most || candidate == BLANK)) {
                best = candidate;
                most = share;
                fields = usual;
            }
        }
        if (best != NONE && most >= MOSTLY) {
            return best;
        }
        List<List<String>> first = records(sample, NONE, quote, true);
        String line = first.isEmpty() ? "" : first.getFirst().getFirst();
        char frequent = ',';
        for (int i = 0; i < DELIMITERS.length(); i++) {
            char candidate = DELIMITERS.charAt(i);
            if (count(line, candidate) > count(line, frequent)) {
                frequent = candidate;
            }
        }
        return frequent;
    }

    private static boolean isMarked(List<String> record) {
        return record.getFirst().startsWith("#");
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(c -> c == wanted).count();
    }

    /// Whether all records have as many fields, and more than one.
    private static boolean areRegular(List<List<String>> records) {
        int usual = usual(records);
        return usual > 1
                && records.size() > 1
                && records.stream().allMatch(record -> isMarked(record) || record.size() == usual);
    }

    private static boolean areInSingleQuotes(List<List<String>> records) {
        boolean any = false;
        for (List<String> record : records) {
            for (String field : record) {
                boolean begins = field.startsWith("'");
                if (begins && !(field.length() > 1 && field.endsWith("'"))) {
                    return false;
                }
                any |= begins;
            }
        }
        return any;
    }

    /// Whether lines begin with `#` that are no rows.
    private static boolean hasComments(List<List<String>> records, int usual) {
        return records.stream().anyMatch(record -> isMarked(record) && record.size() != usual);
    }

    /// How many records of one field come before the first with the usual number of them.
    private static int title(List<List<String>> records, int usual) {
        int title = 0;
        while (title < records.size()
                && title <= MOST_TITLES
                && records.get(title).size() == 1) {
            title++;
        }
        boolean follows = title < records.size() && records.get(title).size() == usual;
        long rows = records.stream().filter(record -> record.size() == usual).count();
        return usual > 1 && follows && title <= MOST_TITLES && rows >= 2 ? title : 0;
    }

    /// Whether the first record is one of the rows: numbers only, or with a fraction, or with numbers where the column
    /// has numbers and words that the column has again. Names may be numbers that count, such as years.
    private static boolean beginsWithData(List<List<String>> records, CsvOptions options) {
        List<String> first = records.getFirst();
        if (isCounted(first)) {
            return false;
        }
        int numbers = 0;
        int words = 0;
        int again = 0;
        boolean measured = false;
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < first.size(); i++) {
            String field = first.get(i);
            boolean number = Numbers.isNumber(field, '.') || Numbers.isNumber(field, ',');
            boolean missing = !field.isEmpty() && options.missing().contains(field);
            measured |= number && (field.indexOf('.') >= 0 || field.indexOf(',') >= 0);
            numbers += number ? 1 : 0;
            if (number) {
                values.add(Numbers.parse(field.replace(',', '.'), '.'));
            } else if (!missing) {
                words++;
                again += occursBelow(records, i, field) ? 1 : 0;
            }
        }
        boolean follow = values.size() > 1;
        for (int i = 1; i < values.size(); i++) {
            follow &= values.get(i) == values.get(i - 1) + 1;
        }
        boolean repeats = again == words && numbers + words > 1 && records.size() > 2;
        return measured || (words == 0 && numbers > 0) || (repeats && !follow);
    }

    /// Whether a record has the names of most columns that a model knows.
    private static boolean hasNames(List<String> record, CsvOptions options) {
        long known = record.stream().filter(options.expected()::containsKey).count();
        return known > 0 && 2 * known >= options.expected().size();
    }

    /// Whether a record is a row for a model that knows its columns by number: it has none of their names, and no word
    /// where they had numbers.
    private static boolean isUnnamedRow(List<String> record, CsvOptions options) {
        boolean unnamed = false;
        for (int i = 0; i < record.size(); i++) {
            String field = record.get(i);
            ColumnKind kind = options.expected().get(Names.unnamed(i));
            boolean empty = field.isEmpty() || options.missing().contains(field);
            boolean word = kind != null && kind.isNumber() && !empty && Character.isLetter(field.codePointAt(0));
            if (word || options.expected().containsKey(field)) {
                return false;
            }
            unnamed |= kind != null;
        }
        return unnamed;
    }

    private static boolean occursBelow(List<List<String>> records, int column, String field) {
        return !field.isEmpty()
                && records.stream()
                        .skip(1)
                        .anyMatch(record ->
                                column < record.size() && record.get(column).equals(field));
    }

    /// Whether two fields or more are `0`, `1`, `2` and so on, as programs name columns that nobody named.
    private static boolean isCounted(List<String> fields) {
        int place = 0;
        while (place < fields.size() && fields.get(place).equals(Integer.toString(place))) {
            place++;
        }
        return place == fields.size() && place > 1;
    }
}
