package gradus.experiment;

import gradus.data.tables.CategoryFeature;
import gradus.data.tables.CellEncoder;
import gradus.data.tables.Doubts;
import gradus.data.tables.Feature;
import gradus.data.tables.NumericFeature;
import gradus.data.tables.OrdinalFeature;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The values that a column of a row could have instead of its own: of numbers the deciles, the smallest and the
/// largest one of the training rows, of categories and levels those that they had.
///
/// @param feature the column
/// @param from its first input
/// @param seen how the training rows are distributed
record ColumnChanges(Feature feature, int from, TrainingProfile.Distribution seen) {
    private static final int MOST_CATEGORIES = 30;
    private static final int STEPS = 16;
    /// A share of rows between two deciles that is only so large because of equal numbers.
    private static final double MANY = 0.15;

    /// A value in place of a row's own.
    ///
    /// @param text the value
    /// @param inputs of the network
    /// @param size how far it is from the own one, see [Change#size()]
    record Candidate(String text, float[] inputs, double size) {}

    /// The columns of a schema whose values can be changed: numbers, categories and levels that the file of the model
    /// knows the distribution of.
    static List<ColumnChanges> of(List<Feature> features, TrainingProfile profile) {
        List<ColumnChanges> columns = new ArrayList<>();
        int at = 0;
        for (Feature feature : features) {
            TrainingProfile.@Nullable Distribution seen = profile.columns().get(feature.name());
            boolean isKnown = feature instanceof NumericFeature
                    || feature instanceof CategoryFeature
                    || feature instanceof OrdinalFeature;
            if (seen != null && isKnown && feature.width() > 0) {
                columns.add(new ColumnChanges(feature, at, seen));
            }
            at += feature.width();
        }
        return columns;
    }

    /// The row's own value.
    String own(float[] row) {
        if (isMissing(row)) {
            return "(missing)";
        }
        return switch (feature) {
            case OrdinalFeature ordinal -> ordinal.levels().get(level(row));
            case CategoryFeature category -> {
                int place = place(row, category.categories().size());
                yield place < 0 ? "(other)" : category.categories().get(place);
            }
            default -> text(row[from]);
        };
    }

    private boolean isMissing(float[] row) {
        int last = from + feature.width() - 1;
        return switch (feature) {
            case OrdinalFeature ordinal -> ordinal.indicated() && row[last] == 1;
            case CategoryFeature category -> category.indicated() && row[last] == 1;
            default -> feature.width() > 1 && row[last] == 1;
        };
    }

    private int place(float[] row, int places) {
        for (int i = 0; i < places; i++) {
            if (row[from + i] == 1) {
                return i;
            }
        }
        return -1;
    }

    /// How many levels are below that of the row.
    private int level(float[] row) {
        int level = 0;
        while (level < feature.width() && feature.inputNames().get(level).contains(">=") && row[from + level] == 1) {
            level++;
        }
        return level;
    }

    /// What could stand in place of the row's own value, the nearest first.
    List<Candidate> candidates(float[] row) {
        List<Candidate> candidates = new ArrayList<>();
        switch (feature) {
            case NumericFeature number -> {
                TreeSet<Double> values = new TreeSet<>(seen.edges());
                values.addAll(List.of(number.min(), number.max()));
                for (double value : values) {
                    if (Double.isFinite(value)) {
                        add(candidates, row, text(value), share(number, row[from], value));
                    }
                }
            }
            case OrdinalFeature ordinal -> {
                for (int level = 0; level < ordinal.levels().size(); level++) {
                    add(candidates, row, ordinal.levels().get(level), between(ordinal.levels(), level(row), level));
                }
            }
            case CategoryFeature category ->
                category.categories().stream()
                        .sorted(Comparator.comparingDouble(word -> -share(word)))
                        .limit(MOST_CATEGORIES)
                        .forEach(word -> add(candidates, row, word, 1 - share(word)));
            default -> {}
        }
        candidates.sort(Comparator.comparingDouble(Candidate::size));
        return candidates;
    }

    private void add(List<Candidate> candidates, float[] row, String text, double size) {
        float[] inputs = new float[feature.width()];
        CellEncoder encoder = feature.encoder(new Doubts());
        if (feature instanceof NumericFeature) {
            encoder.number(Double.parseDouble(text), inputs, 0);
        } else {
            encoder.text(text, inputs, 0);
        }
        boolean same = true;
        for (int i = 0; i < inputs.length; i++) {
            same &= inputs[i] == row[from + i];
        }
        if (!same) {
            candidates.add(new Candidate(text, inputs, size));
        }
    }

    /// Values between the own one and a candidate, the nearest first; none of what is not a number.
    List<Candidate> before(float[] row, Candidate found) {
        List<Candidate> between = new ArrayList<>();
        if (feature instanceof NumericFeature number && !isMissing(row)) {
            double own = row[from];
            double step = (found.inputs()[0] - own) / STEPS;
            int digits = number.whole() ? 0 : 1 - (int) Math.floor(Math.log10(Math.abs(step)));
            TreeSet<Double> values = new TreeSet<>();
            for (int i = 1; i < STEPS; i++) {
                BigDecimal value = BigDecimal.valueOf(own + i * step).setScale(digits, RoundingMode.HALF_EVEN);
                values.add(value.doubleValue());
            }
            for (double value : values) {
                if (Math.signum(value - own) == Math.signum(step) && Math.abs(value - own) < STEPS * Math.abs(step)) {
                    add(between, row, text(value), share(number, own, value));
                }
            }
            between.sort(
                    Comparator.comparingDouble(candidate -> Math.abs(candidate.inputs()[0] - own)));
        }
        return between;
    }

    /// The share of training rows between two numbers.
    private double share(NumericFeature number, double one, double other) {
        return Math.abs(below(number, one) - below(number, other));
    }

    /// The share of training rows that are at most a number, interpolated between the deciles.
    private double below(NumericFeature number, double value) {
        double low = number.min();
        double sum = 0;
        for (int bin = 0; bin < seen.shares().size(); bin++) {
            double high = bin < seen.edges().size() ? seen.edges().get(bin) : number.max();
            double share = seen.shares().get(bin);
            if (value == high && share > MANY) {
                return sum + share / 2; // most of these rows have this very number
            }
            if (value <= high) {
                boolean isWithin = value > low && Double.isFinite(high - low);
                return sum + (isWithin ? (value - low) / (high - low) * share : 0);
            }
            sum += share;
            low = high;
        }
        return 1;
    }

    private double between(List<String> levels, int one, int other) {
        double sum = 0;
        for (int level = Math.min(one, other) + 1; level <= Math.max(one, other); level++) {
            sum += share(levels.get(level));
        }
        return sum;
    }

    private double share(String word) {
        int place = seen.categories().indexOf(word);
        return place < 0 ? 0 : seen.shares().get(place);
    }

    static String text(double value) {
        return new BigDecimal(Float.toString((float) value))
                .stripTrailingZeros()
                .toPlainString();
    }
}
