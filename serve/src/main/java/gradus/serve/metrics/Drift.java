package gradus.serve.metrics;

import gradus.data.tables.CategoryFeature;
import gradus.data.tables.CsvOptions;
import gradus.data.tables.Feature;
import gradus.data.tables.IgnoredFeature;
import gradus.data.tables.NumericFeature;
import gradus.experiment.TablePredictor;
import gradus.experiment.TrainingProfile;
import gradus.experiment.TrainingProfile.Distribution;
import gradus.serve.models.ModelVersion;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Running counts of the rows that a version was asked about, column by column, against those of its training.
public final class Drift {
    private final ModelVersion version;
    private final Map<String, Column> columns = new LinkedHashMap<>();

    Drift(ModelVersion version) {
        this.version = version;
        TablePredictor table = version.table();
        TrainingProfile profile = table == null ? null : TrainingProfile.in(version.trained());
        for (Feature feature :
                table == null ? List.<Feature>of() : table.schema().features()) {
            if (!(feature instanceof IgnoredFeature)) {
                columns.put(
                        feature.name(),
                        new Column(
                                feature,
                                profile == null ? null : profile.columns().get(feature.name())));
            }
        }
    }

    /// The version whose rows are counted.
    public ModelVersion version() {
        return version;
    }

    /// The counts of each column.
    public Map<String, Column> columns() {
        return Collections.unmodifiableMap(columns);
    }

    /// Counts rows.
    public void count(List<? extends Map<String, ? extends @Nullable Object>> rows) {
        for (Map<String, ? extends @Nullable Object> row : rows) {
            columns.forEach((name, column) -> column.count(row.get(name)));
        }
    }

    /// The counts of a column.
    public static final class Column {
        /// With fewer rows, shares are too rough to be compared.
        private static final int FEWEST = 100;
        /// What stands for a share of 0, whose logarithm there is none of.
        private static final double LEAST = 1e-4;

        private final Set<String> words;
        private final double min;
        private final double max;
        private final @Nullable Distribution training;
        private final LongAdder rows = new LongAdder();
        private final LongAdder missing = new LongAdder();
        private final LongAdder unknown = new LongAdder();
        private final LongAdder outside = new LongAdder();
        private final LongAdder[] bins;

        Column(Feature feature, @Nullable Distribution training) {
            this.training = training;
            words = feature instanceof CategoryFeature category ? Set.copyOf(category.categories()) : Set.of();
            min = feature instanceof NumericFeature number ? number.min() : Double.NaN;
            max = feature instanceof NumericFeature number ? number.max() : Double.NaN;
            bins = new LongAdder[training == null ? 0 : training.shares().size()];
            for (int i = 0; i < bins.length; i++) {
                bins[i] = new LongAdder();
            }
        }

        private void count(@Nullable Object value) {
            rows.increment();
            String text = value == null ? "" : value.toString().strip();
            if (CsvOptions.MISSING.contains(text)) {
                missing.increment();
                return;
            }
            boolean numeric = !Double.isNaN(min);
            if (numeric) {
                number(text, value);
                return;
            }
            if (!words.isEmpty() && !words.contains(text)) {
                unknown.increment();
            }
            if (training != null && training.isWords()) {
                bins[training.bin(text)].increment();
            }
        }

        private void number(String text, @Nullable Object value) {
            double number = value instanceof Number known ? known.doubleValue() : parsed(text, value);
            if (Double.isNaN(number)) {
                unknown.increment();
                return;
            }
            if (number < min || number > max) {
                outside.increment();
            }
            if (training != null && bins.length > 0 && !training.isWords()) {
                bins[training.bin(number)].increment();
            }
        }

        private static double parsed(String text, @Nullable Object value) {
            if (value instanceof Boolean truth) {
                return truth ? 1 : 0;
            }
            try {
                return Double.parseDouble(text);
            } catch (NumberFormatException e) {
                return Double.NaN;
            }
        }

        /// How many rows were counted.
        public double rows() {
            return rows.sum();
        }

        /// How many of them had no value.
        public double missing() {
            return missing.sum();
        }

        /// How many had a category that the training rows lack, or a text where a number belongs.
        public double unknown() {
            return unknown.sum();
        }

        /// How many had a number outside the range of the training rows.
        public double outside() {
            return outside.sum();
        }

        /// The population stability index, the sum of `(p - q) ln(p / q)` over the bins of the training rows and their
        /// missing values, with `p` the shares of later rows and `q` those of the training; NaN below 100 rows, and if
        /// the file does not know those of the training.
        public double stability() {
            double all = rows();
            Distribution before = training;
            if (before == null || all < FEWEST) {
                return Double.NaN;
            }
            double index = part(missing() / all, before.missing());
            for (int i = 0; i < bins.length; i++) {
                index += part(bins[i].sum() / all, before.shares().get(i) * (1 - before.missing()));
            }
            return index;
        }

        private static double part(double now, double before) {
            double p = Math.max(now, LEAST);
            double q = Math.max(before, LEAST);
            return (p - q) * Math.log(p / q);
        }
    }
}
