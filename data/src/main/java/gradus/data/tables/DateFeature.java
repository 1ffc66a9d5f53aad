package gradus.data.tables;

import gradus.data.tables.internal.Texts;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A date or a time of day, as those of its [parts][DatePart] that differ among the training rows. An empty cell
/// has the means of the training rows; if they had empty cells, a further input is 1 there.
///
/// @param name the column
/// @param format how dates are written, as in `year first`
/// @param parts the inputs, in order
/// @param means of the parts over the training rows
/// @param variances of the parts over the training rows
/// @param indicated whether an input tells that the cell is empty
public record DateFeature(
        String name, String format, List<DatePart> parts, List<Double> means, List<Double> variances, boolean indicated)
        implements Feature {
    static final FeatureKind KIND = new Kind();

    /// Copies the lists.
    public DateFeature {
        parts = List.copyOf(parts);
        means = List.copyOf(means);
        variances = List.copyOf(variances);
    }

    @Override
    public String kind() {
        return "date";
    }

    @Override
    public List<String> inputNames() {
        List<String> names = new ArrayList<>();
        parts.forEach(part -> names.add(name + "=" + part));
        if (indicated) {
            names.add(name + "=" + CategoryFeature.MISSING);
        }
        return names;
    }

    @Override
    public double mean(int input) {
        return input < parts.size() ? means.get(input) : 0;
    }

    @Override
    public double variance(int input) {
        return input < parts.size() && variances.get(input) > 0 ? variances.get(input) : 1;
    }

    private DateFormat dateFormat() {
        return Objects.requireNonNull(DateFormat.of(format));
    }

    @Override
    public CellEncoder encoder(Doubts doubts) {
        DateFormat known = dateFormat();
        return new CellEncoder() {
            @Override
            public void text(String text, float[] target, int at) {
                LocalDateTime written = known.parse(text);
                // One format is clear everywhere.
                LocalDateTime date = written == null ? DateFormat.YEAR_FIRST.parse(text) : written;
                if (date == null) {
                    doubts.add(Doubts.Kind.NOT_A_NUMBER, name, text, "");
                    empty(target, at);
                    return;
                }
                for (int i = 0; i < parts.size(); i++) {
                    target[at + i] = (float) parts.get(i).of(date);
                }
            }

            @Override
            public void missing(float[] target, int at) {
                if (!indicated) {
                    doubts.add(Doubts.Kind.EMPTY, name, "", "");
                }
                empty(target, at);
            }

            private void empty(float[] target, int at) {
                for (int i = 0; i < parts.size(); i++) {
                    target[at + i] = means.get(i).floatValue();
                }
                if (indicated) {
                    target[at + parts.size()] = 1;
                }
            }
        };
    }

    /// The days of a text since 1970; not a number if it is not a date.
    double elapsed(String text) {
        LocalDateTime date = dateFormat().parse(text);
        return date == null ? Double.NaN : DatePart.ELAPSED.of(date);
    }

    @Override
    public DateFeature fit(Column train, boolean indicating) {
        DateFormat known = dateFormat();
        CategoryColumn words = CategoryFeature.words(train);
        int[] counts = words.counts();
        List<DatePart> differing = new ArrayList<>();
        List<Double> mean = new ArrayList<>();
        List<Double> variance = new ArrayList<>();
        List<@Nullable LocalDateTime> dates = new ArrayList<>();
        words.categories().forEach(word -> dates.add(known.parse(word)));
        for (DatePart part : DatePart.values()) {
            double sum = 0;
            double squares = 0;
            long rows = 0;
            double first = Double.NaN;
            for (int i = 0; i < counts.length; i++) {
                LocalDateTime date = dates.get(i);
                if (date != null && counts[i] > 0) {
                    double value = part.of(date);
                    first = rows == 0 ? value : first;
                    sum += counts[i] * (value - first);
                    squares += counts[i] * (value - first) * (value - first);
                    rows += counts[i];
                }
            }
            double spread = rows == 0 ? 0 : squares / rows - sum / rows * (sum / rows);
            if (spread > 1e-9) {
                differing.add(part);
                mean.add(first + sum / rows);
                variance.add(spread);
            }
        }
        return new DateFeature(name, format, differing, mean, variance, indicating && train.missing() > 0);
    }

    @Override
    public List<Advice> notes(Column column) {
        CategoryColumn words = CategoryFeature.words(column);
        Advice held = Advice.of(
                "column " + Texts.quote(name) + " holds " + (dateFormat() == DateFormat.TIME ? "times" : "dates") + " ("
                        + format + ", " + Texts.quote(words.categories().getFirst()) + "), which become "
                        + parts.stream().map(DatePart::toString).collect(Collectors.joining(", "))
                        + ". Read it as words",
                new Hint("as", NameList.item(name) + "=category"));
        DateFormat other = dateFormat().swapped();
        if (other == dateFormat() || !words.categories().stream().allMatch(word -> other.parse(word) != null)) {
            return List.of(held);
        }
        return List.of(
                held,
                Advice.of(
                        "all dates of column " + Texts.quote(name) + " fit " + other.text() + " as well as " + format
                                + ", as which they are read. Read them the other way",
                        new Hint("as", NameList.item(name) + "=date(" + other.text() + ")")));
    }

    @Override
    public ColumnKind reading() {
        return new ColumnKind("date", format);
    }

    @Override
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("format", format);
        map.put("parts", parts.stream().map(DatePart::toString).toList());
        map.put("means", means);
        map.put("variances", variances);
        map.put("missing", indicated);
        return map;
    }

    /// Columns of dates.
    private static final class Kind implements FeatureKind {
        @Override
        public String name() {
            return "date";
        }

        @Override
        public @Nullable Feature recognise(Column column, boolean pixels) {
            if (!(column instanceof CategoryColumn words)) {
                return null;
            }
            DateFormat format = format(words);
            return format == null ? null : feature(words.name(), format);
        }

        /// The format of all words. Where day and month could be either, slashes are American.
        private static @Nullable DateFormat format(CategoryColumn words) {
            boolean slashes = words.categories().getFirst().indexOf('/') > 0;
            DateFormat found = null;
            for (DateFormat format : DateFormat.values()) {
                boolean all = words.categories().stream().allMatch(word -> format.parse(word) != null);
                if (all && (found == null || (slashes && format == DateFormat.MONTH_FIRST))) {
                    found = format;
                }
            }
            return found;
        }

        private static DateFeature feature(String name, DateFormat format) {
            return new DateFeature(name, format.text(), List.of(), List.of(), List.of(), false);
        }

        @Override
        public Feature of(Column column, String argument) {
            CategoryColumn words = CategoryFeature.words(column);
            DateFormat format = argument.isEmpty() ? format(words) : DateFormat.of(argument);
            if (format == null) {
                throw new DataException(
                        argument.isEmpty()
                                ? "column " + Texts.quote(column.name()) + " cannot be dates: it holds "
                                        + column.describe()
                                : "dates can be year first, day first, month first, named day first, named month first"
                                        + " or time, got " + Texts.quote(argument));
            }
            return feature(column.name(), format);
        }

        @Override
        public Feature from(String name, Map<String, ? extends @Nullable Object> map) {
            String format = SchemaMap.text(map, "format");
            if (DateFormat.of(format) == null) {
                throw SchemaMap.damaged("format", "a format of dates", format);
            }
            List<DatePart> parts = SchemaMap.list(map, "parts", String.class).stream()
                    .map(Kind::part)
                    .toList();
            return new DateFeature(
                    name,
                    format,
                    parts,
                    SchemaMap.numbers(map, "means", parts.size()),
                    SchemaMap.numbers(map, "variances", parts.size()),
                    Boolean.TRUE.equals(map.get("missing")));
        }

        private static DatePart part(String text) {
            for (DatePart part : DatePart.values()) {
                if (part.toString().equals(text)) {
                    return part;
                }
            }
            throw SchemaMap.damaged("parts", "parts of dates", text);
        }
    }
}
