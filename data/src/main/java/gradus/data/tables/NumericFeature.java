package gradus.data.tables;

import gradus.data.tables.internal.Texts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A number, passed to the network as it is; the network standardises it itself. An empty cell is the mean of the
/// training rows; if they had empty cells, a second input is 1 there.
///
/// @param name the column
/// @param mean of the training rows
/// @param variance of the training rows, the mean squared distance from the mean; 0 for a constant column
/// @param min the smallest of the training rows; negative infinity if it is not known
/// @param max the largest of the training rows; infinity if it is not known
/// @param whole whether all are whole numbers
/// @param indicated whether a second input tells that the cell is empty
/// @param decimal the decimal mark with which they were written
public record NumericFeature(
        String name,
        double mean,
        double variance,
        double min,
        double max,
        boolean whole,
        boolean indicated,
        char decimal)
        implements Feature {
    static final FeatureKind KIND = new Kind();

    /// What is said of a value so far beyond those of the training rows, as a share of their range.
    private static final double BEYOND = 0.1;

    /// Creates a number of unknown range.
    ///
    /// @param name the column
    /// @param mean of the training rows
    /// @param variance of the training rows
    public NumericFeature(String name, double mean, double variance) {
        this(name, mean, variance, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, false, false, '.');
    }

    @Override
    public String kind() {
        return "number";
    }

    @Override
    public List<String> inputNames() {
        return indicated ? List.of(name, name + "=" + CategoryFeature.MISSING) : List.of(name);
    }

    @Override
    public double mean(int input) {
        return input == 0 ? mean : 0;
    }

    @Override
    public double variance(int input) {
        return input == 0 && variance > 0 ? variance : 1;
    }

    @Override
    public CellEncoder encoder(Doubts doubts) {
        return new Cells(doubts);
    }

    /// The numbers of cells.
    private final class Cells implements CellEncoder {
        private final Doubts doubts;
        private final double margin = BEYOND * (max - min);

        private Cells(Doubts doubts) {
            this.doubts = doubts;
        }

        @Override
        public void text(String text, float[] target, int at) {
            double value = value(text);
            if (Double.isNaN(value)) {
                doubts.add(Doubts.Kind.NOT_A_NUMBER, name, text, "");
                empty(target, at);
            } else {
                number(value, target, at);
            }
        }

        private double value(String text) {
            for (NumberStyle style : NumberStyle.ALL) {
                double value = style.decimal() == decimal ? style.value(text) : Double.NaN;
                if (Double.isFinite(value)) {
                    return isLikelier(text, value) ? Numbers.parse(text, '.') : value;
                }
            }
            Boolean truth = (min == 0 && max == 1 && whole) ? Booleans.of(text) : null;
            return truth == null ? Double.NaN : truth ? 1 : 0;
        }

        /// Whether a text with a point, such as `1.344`, is a value like those of the training rows only if the point
        /// is a decimal mark, though theirs was a comma.
        private boolean isLikelier(String text, double grouped) {
            return decimal == ','
                    && isOutside(grouped)
                    && Numbers.isNumber(text, '.')
                    && !isOutside(Numbers.parse(text, '.'));
        }

        private boolean isOutside(double value) {
            return value < min - margin || value > max + margin;
        }

        @Override
        public void number(double value, float[] target, int at) {
            if (isOutside(value)) {
                doubts.add(
                        Doubts.Kind.OUTSIDE, name, Numbers.text(value), Numbers.text(min) + " to " + Numbers.text(max));
            }
            target[at] = (float) value;
        }

        @Override
        public void missing(float[] target, int at) {
            if (!indicated) {
                doubts.add(Doubts.Kind.EMPTY, name, "", "");
            }
            empty(target, at);
        }

        private void empty(float[] target, int at) {
            target[at] = (float) mean;
            if (indicated) {
                target[at + 1] = 1;
            }
        }
    }

    @Override
    public NumericFeature fit(Column train, boolean indicating) {
        if (!(train instanceof NumericColumn numbers)) {
            throw withoutNumber();
        }
        NumericColumn.Summary summary = numbers.summary();
        if (summary.count() == 0) {
            throw withoutNumber();
        }
        return new NumericFeature(
                name,
                summary.mean(),
                summary.variance(),
                summary.min(),
                summary.max(),
                summary.whole(),
                indicating && summary.count() < train.rows(),
                numbers.decimal());
    }

    private DataException withoutNumber() {
        return new DataException(Advice.of(
                "column " + Texts.quote(name) + " has no number in the training rows. Leave it out",
                new Hint("drop", NameList.item(name))));
    }

    @Override
    public List<Advice> notes(Column column) {
        if (!(column instanceof NumericColumn numbers)) {
            return List.of();
        }
        String stand = Sentinels.note(numbers);
        return stand.isEmpty()
                ? List.of()
                : List.of(Advice.of(
                        stand + ". If it stands for a missing value, say so",
                        new Hint("na", NameList.item(name) + "=" + Numbers.text(Sentinels.of(numbers)))));
    }

    @Override
    public ColumnKind reading() {
        return new ColumnKind("number", decimal == ',' ? "comma" : "");
    }

    @Override
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("mean", mean);
        map.put("variance", variance);
        if (Double.isFinite(min) && Double.isFinite(max)) {
            map.put("min", min);
            map.put("max", max);
        }
        map.put("whole", whole);
        map.put("missing", indicated);
        map.put("decimal", String.valueOf(decimal));
        return map;
    }

    /// Columns of numbers.
    private static final class Kind implements FeatureKind {
        @Override
        public String name() {
            return "number";
        }

        @Override
        public @Nullable Feature recognise(Column column, boolean pixels) {
            return column instanceof NumericColumn && !CategoryFeature.isCode(column)
                    ? new NumericFeature(column.name(), 0, 0)
                    : null;
        }

        @Override
        public Feature of(Column column, String argument) {
            if (column instanceof NumericColumn) {
                return new NumericFeature(column.name(), 0, 0);
            }
            throw new DataException(
                    "column " + Texts.quote(column.name()) + " cannot be numbers: it holds " + column.describe());
        }

        @Override
        public Feature from(String name, Map<String, ? extends @Nullable Object> map) {
            return new NumericFeature(
                    name,
                    SchemaMap.number(map, "mean"),
                    SchemaMap.number(map, "variance"),
                    map.containsKey("min") ? SchemaMap.number(map, "min") : Double.NEGATIVE_INFINITY,
                    map.containsKey("max") ? SchemaMap.number(map, "max") : Double.POSITIVE_INFINITY,
                    Boolean.TRUE.equals(map.get("whole")),
                    Boolean.TRUE.equals(map.get("missing")),
                    ",".equals(map.get("decimal")) ? ',' : '.');
        }
    }
}
