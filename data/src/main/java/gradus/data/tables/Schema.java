package gradus.data.tables;

import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.data.Shape;
import gradus.data.tables.internal.Texts;
import gradus.internal.Records;
import gradus.math.RandomStream;
import gradus.problems.Task;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleBiFunction;
import org.jspecify.annotations.Nullable;

/// How the rows of a table become the numbers of a network, and back: which columns, in which order, with which
/// categories and labels. It belongs to the model and is kept in its file, so that later rows are treated as those of
/// the training were, or refused.
///
/// Numbers are passed on as they are; the network's first layer standardises them with [#means()] and
/// [#variances()], so that it can be given raw values ever after.
///
/// @param features the inputs of the network, in order
/// @param dropped columns that are not looked at
/// @param target what it predicts
/// @param missing what is done with rows that lack a value
/// @param sampleWeight the column with the weight of each row, which a later table may lack; null for a weight of 1
///     each
/// @param na the texts that stand for a missing value beyond [the usual ones][CsvOptions#MISSING]; `age=0` is said
///     of the column `age` alone
public record Schema(
        List<Feature> features,
        List<String> dropped,
        Target target,
        MissingPolicy missing,
        @Nullable String sampleWeight,
        List<String> na) {
    /// Checks that there are features and that no two columns have one name.
    public Schema {
        features = List.copyOf(features);
        dropped = List.copyOf(dropped);
        na = List.copyOf(na);
        if (features.stream().allMatch(IgnoredFeature.class::isInstance)) {
            throw new DataException("there is no column to predict " + String.join(", ", target.columns())
                    + " from: all others are left out");
        }
        Set<String> names = new HashSet<>(target.columns());
        for (Feature feature : features) {
            if (!names.add(feature.name())) {
                throw new DataException("column \"" + feature.name() + "\" is there twice");
            }
        }
    }

    /// Creates a schema of rows that all have the same weight.
    ///
    /// @param features the inputs of the network, in order
    /// @param dropped columns that are not looked at
    /// @param target what it predicts
    /// @param missing what is done with rows that lack a value
    public Schema(List<Feature> features, List<String> dropped, Target target, MissingPolicy missing) {
        this(features, dropped, target, missing, null, List.of());
    }

    /// Infers the schema of a table. Categories and labels are those of all rows; so are means and variances, until
    /// [#fit] gets the training rows alone.
    ///
    /// Unless the options set the task, it follows from the target: words are classes (binary if two, else
    /// multiclass); so are two distinct numbers, and whole numbers with at most 10 distinct values that are at most
    /// a twentieth of the rows; other numbers are regression. Several targets are multi-label if all are 0 or 1,
    /// else regression. Classes are numbered in the order of their labels: numerically if all are numbers, else
    /// alphabetically; so of `no` and `yes`, `yes` is class 1.
    ///
    /// @param table the table
    /// @param options targets, task, columns to leave out, treatment of missing values
    /// @return the schema
    /// @throws DataException if a column does not exist or cannot be used; the message says what to do
    public static Schema infer(Table table, SchemaOptions options) {
        return Inference.of(table, options);
    }

    /// Returns the schema of labelled images.
    ///
    /// @param shape shape of an image
    /// @param labels labels of the classes, in the order of their numbers
    /// @return the schema
    public static Schema ofImages(Shape shape, List<String> labels) {
        Task task = labels.size() == 2 ? Task.BINARY : Task.MULTICLASS;
        return new Schema(
                List.of(new ImageFeature("image", shape)),
                List.of(),
                new Target(task, List.of("label"), labels),
                MissingPolicy.ERROR);
    }

    /// Computes means and variances from training rows.
    ///
    /// @param train the training rows, all of which must be usable, see [#usable]
    /// @return this schema with their means and variances
    /// @throws DataException if a class has no row among them
    public Schema fit(Table train) {
        return Inference.fit(this, train);
    }

    /// Selects the rows that can be encoded with their targets: all, or the complete ones, as [#missing()] says.
    ///
    /// @param table the table
    /// @return the usable rows
    /// @throws DataException if missing values are refused and there are some, or if no row is left
    public Table usable(Table table) {
        return new Encoder(this, table).usable(true);
    }

    /// Returns whether a block of a longer table has a usable row, see [#usable].
    ///
    /// @param table the block
    /// @return false if every row lacks a value and such rows are left out
    public boolean hasUsable(Table table) {
        return missing == MissingPolicy.ERROR || new Encoder(this, table).hasComplete();
    }

    /// Encodes the usable rows of a table with their targets and, if there are any, their weights. Columns that the
    /// schema does not name are ignored.
    ///
    /// @param table the table
    /// @return inputs and targets as numbers
    /// @throws DataException if all columns are missing, one is of another kind, or a label is unknown
    public Dataset encode(Table table) {
        return dataset(table, null);
    }

    /// Encodes the usable rows of a table likewise, and counts what the training rows lack.
    ///
    /// @param table the table
    /// @param doubts counts it
    /// @return inputs and targets as numbers
    /// @throws DataException if all columns are missing, one is of another kind, or a label is unknown
    public Dataset encode(Table table, Doubts doubts) {
        return dataset(table, doubts);
    }

    private Dataset dataset(Table table, @Nullable Doubts doubts) {
        Encoder encoder = new Encoder(this, usable(table));
        return new Dataset(List.of(encoder.inputs(doubts)), List.of(encoder.targets()), encoder.weights());
    }

    /// Encodes every row of a table, in order. The target columns may be absent.
    ///
    /// @param table the table
    /// @return inputs as numbers
    /// @throws DataException as [#encode] does; also if a value is missing, and that is an error
    public Rows encodeInputs(Table table) {
        return encodeInputs(table, new Doubts());
    }

    /// Encodes every row of a table likewise, and counts what the training rows lack.
    ///
    /// @param table the table
    /// @param doubts counts it
    /// @return inputs as numbers
    /// @throws DataException as [#encode] does; also if a value is missing, and that is an error
    public Rows encodeInputs(Table table, Doubts doubts) {
        Encoder encoder = new Encoder(this, table);
        encoder.requireComplete();
        return encoder.inputs(doubts);
    }

    /// {@return what encodes rows whose values have names} For one thread at a time.
    ///
    /// @throws DataException if the rows are images
    public RowEncoder rowEncoder() {
        return new RowEncoder(this);
    }

    /// {@return the names of all columns that the training rows had, whether they are used or not}
    public Set<String> columns() {
        Set<String> names = new HashSet<>(target.columns());
        features.forEach(feature -> names.add(feature.name()));
        names.addAll(dropped);
        if (sampleWeight != null) {
            names.add(sampleWeight);
        }
        return names;
    }

    /// Describes a column that the training rows did not have.
    ///
    /// @param column its name
    /// @return the sentence, which suggests the nearest name
    public String unknown(String column) {
        List<String> names = features.stream().map(Feature::name).toList();
        return "the model has no column " + Texts.quote(column) + Texts.suggestion(column, names) + " Its columns are "
                + Texts.names(names);
    }

    /// Returns how a later table is read: what the columns hold is known, and what stands for a missing value.
    ///
    /// @param chosen how it is to be read otherwise
    /// @return changed copy
    /// @throws DataException if a text is to stand for a missing value in a column that the training rows did not
    /// have
    public CsvOptions reading(CsvOptions chosen) {
        Map<String, ColumnKind> kinds = new LinkedHashMap<>();
        for (Feature feature : features) {
            // Images are in no column.
            if (!(feature instanceof ImageFeature)) {
                kinds.put(feature.name(), feature.reading());
            }
        }
        String unknown = MissingValues.unknown(chosen.chosenMissing(), columns());
        if (unknown != null) {
            throw new DataException(unknown(unknown));
        }
        return chosen.expecting(kinds).alsoMissing(na);
    }

    /// Holds out a random part of the rows, the same share of every class.
    ///
    /// @param table usable rows, see [#usable]
    /// @param fraction share of the rows to hold out, in (0, 1)
    /// @param random chooses the rows
    /// @return the two parts
    /// @throws DataException if one part would be empty
    public Split split(Table table, double fraction, RandomStream random) {
        return split(table, fraction, random, target.task() != Task.REGRESSION);
    }

    private Split split(Table table, double fraction, RandomStream random, boolean stratify) {
        Rows all = new Encoder(this, table).targets();
        Rows targets = stratify && target.task() == Task.REGRESSION ? Splits.tenths(all) : all;
        RowNumbers numbers = new RowNumbers(table.rows());
        try {
            Dataset.Split parts = Dataset.of(numbers, targets).split(fraction, stratify, random);
            return new Split(
                    table.view(RowNumbers.of(parts.train().input())),
                    table.view(RowNumbers.of(parts.test().input())));
        } catch (IllegalArgumentException e) {
            throw new DataException(table.source() + ": " + e.getMessage(), e);
        }
    }

    /// Holds out some of the rows as the options say: whole groups, the last ones, or random ones.
    ///
    /// @param table usable rows, see [#usable]
    /// @param fraction share of the rows, or of the groups, to hold out, in (0, 1)
    /// @param random chooses the rows
    /// @param options name the column of groups or times
    /// @return the two parts
    /// @throws DataException if one part would be empty
    public Split split(Table table, double fraction, RandomStream random, SchemaOptions options) {
        String group = options.group();
        String time = options.time();
        int[] held = group != null
                ? Splits.byGroup(table, table.column(group), fraction, random)
                : time != null ? Splits.last(table, table.column(time), fraction) : null;
        return held == null ? split(table, fraction, random, isStratified(options)) : Splits.of(table, held);
    }

    private boolean isStratified(SchemaOptions options) {
        Boolean chosen = options.stratify();
        return chosen == null ? target.task() != Task.REGRESSION : chosen;
    }

    /// Holds out one of several parts of the rows: each row is in one of them, and so are the rows of a group. By time,
    /// a part is held out from the rows before it, and those after it are left out.
    ///
    /// @param table usable rows, see [#usable]
    /// @param fold the part
    /// @param random deals the rows
    /// @param options name the column of groups or times
    /// @return the two parts
    /// @throws DataException if there are too few rows or groups
    public Split split(Table table, SchemaOptions.Fold fold, RandomStream random, SchemaOptions options) {
        String group = options.group();
        String time = options.time();
        if (time != null) {
            return Splits.forward(table, table.column(time), fold);
        }
        Rows targets = new Encoder(this, table).targets();
        return group != null
                ? Splits.foldOfGroups(table, table.column(group), fold, random)
                : Splits.fold(table, isStratified(options) ? targets : null, fold, random);
    }

    /// Two parts with no row in common.
    ///
    /// @param train the larger part, as a rule
    /// @param held what is held out
    public record Split(Table train, Table held) {}

    /// Returns warnings about a table before training: constant, duplicate, huge or counting columns, targets that
    /// leak into the features, rare classes. Each names its column.
    ///
    /// @param table the table
    /// @return the warnings; empty if there are none
    public List<Advice> warnings(Table table) {
        Table sample = table.sample();
        List<Advice> warnings = new ArrayList<>(Inspection.of(this, sample));
        if (sample.rows() < table.rows()) {
            warnings.add(Advice.of("the table is " + (table.isOnDisk() ? "on disk" : "large") + ": only "
                    + Texts.count(sample.rows(), "row") + " of " + Texts.count(table.rows(), "row")
                    + " were looked at for warnings"));
        }
        return warnings;
    }

    /// {@return the number of inputs of the network}
    public int inputWidth() {
        int width = 0;
        for (Feature feature : features) {
            width += feature.width();
        }
        return width;
    }

    /// {@return the shape of a row of inputs} It is the shape of the image if there is no other feature, else a
    /// vector.
    public Shape inputShape() {
        return features.size() == 1 && features.getFirst() instanceof ImageFeature image
                ? image.shape()
                : Shape.of(inputWidth());
    }

    /// {@return whether all features are numbers that look like the pixels of an image} They are at least 64 whole
    /// numbers from 0 to at most 255, whose names differ in a number at the end.
    public boolean isPixels() {
        List<NumericFeature> numbers = features.stream()
                .filter(NumericFeature.class::isInstance)
                .map(NumericFeature.class::cast)
                .toList();
        return numbers.size()
                        == features.stream()
                                .filter(feature -> feature.width() > 0)
                                .count()
                && Pixels.are(numbers);
    }

    /// {@return the name of each input} It is the column, `column=category` for a category, `image[17]` for a
    /// pixel.
    public List<String> featureNames() {
        return features.stream()
                .flatMap(feature -> feature.inputNames().stream())
                .toList();
    }

    /// {@return the mean of each input, for the network's Normalization layer} It is 0 where nothing is subtracted.
    public float[] means() {
        return statistics(Feature::mean);
    }

    /// {@return the variance of each input, for the network's Normalization layer} It is 1 where nothing is
    /// divided, and for a constant column, so that training sees 0 and a later value that differs is not blown up.
    public float[] variances() {
        return statistics(Feature::variance);
    }

    private float[] statistics(ToDoubleBiFunction<Feature, Integer> which) {
        float[] values = new float[inputWidth()];
        int at = 0;
        for (Feature feature : features) {
            for (int i = 0; i < feature.width(); i++) {
                values[at++] = (float) which.applyAsDouble(feature, i);
            }
        }
        return values;
    }

    /// Returns this schema for a table whose columns have other names.
    ///
    /// @param names names of the features, in order
    /// @return changed copy
    public Schema renamed(List<String> names) {
        List<Feature> renamed = new ArrayList<>();
        for (Feature feature : features) {
            String name = names.get(renamed.size());
            renamed.add((Feature) Records.with((Record) feature, "name", name));
        }
        return new Schema(renamed, dropped, target, missing, sampleWeight, na);
    }

    /// {@return this schema as maps, lists, strings and numbers, which can be stored as JSON}
    public Map<String, Object> toMap() {
        return SchemaMap.of(this);
    }

    /// Restores a schema from the result of [#toMap].
    ///
    /// @param map the stored schema
    /// @return the schema
    /// @throws DataException if the map does not hold a schema
    public static Schema fromMap(Map<String, ? extends @Nullable Object> map) {
        return SchemaMap.schema(map);
    }
}
