package gradus.data.datasets;

import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.data.tables.Advice;
import gradus.data.tables.CsvOptions;
import gradus.data.tables.DataException;
import gradus.data.tables.Doubts;
import gradus.data.tables.Hint;
import gradus.data.tables.MissingValues;
import gradus.data.tables.Schema;
import gradus.data.tables.SchemaOptions;
import gradus.data.tables.Table;
import gradus.data.tables.internal.Texts;
import gradus.math.RandomStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A table that was found.
///
/// @param name what it is called
/// @param description what it is, in a sentence; empty for a file of the user's
/// @param table all rows
/// @param defaults how it is made into numbers; without target for a file of the user's
public record TableData(String name, String description, Table table, SchemaOptions defaults)
        implements LoadedData, Serializable {
    /// This with what columns are said to hold, and what stands for a missing value.
    TableData reading(CsvOptions options) {
        options.kinds().keySet().forEach(table::column);
        List<String> na = options.chosenMissing();
        return new TableData(
                name,
                description,
                table.emptied(na),
                defaults.kinds(options.kinds()).na(na));
    }

    /// Returns this table with one of several parts of the rows held out for the test.
    ///
    /// @param fold the part
    /// @return changed copy
    public TableData fold(SchemaOptions.Fold fold) {
        return new TableData(name, description, table, defaults.fold(fold));
    }

    @Override
    public String describe() {
        return table.describe();
    }

    @Override
    public PreparedData prepare(SchemaOptions options, double validation, double test, RandomStream random) {
        return prepare(Schema.infer(table, options), options, true, validation, test, random);
    }

    @Override
    public PreparedData prepare(Schema known, double validation, double test, RandomStream random) {
        requireTargets(known);
        return prepare(known, new SchemaOptions(), false, validation, test, random);
    }

    /// @param fresh whether means and variances are those of the training rows, and warnings are wanted
    private PreparedData prepare(
            Schema all, SchemaOptions options, boolean fresh, double validation, double test, RandomStream random) {
        Shares.require(validation, test);
        Table usable = all.usable(table);
        Table train = usable;
        Table testRows = null;
        Table validationRows = null;
        SchemaOptions.Fold fold = options.fold();
        if (test > 0 || fold != null) {
            Schema.Split split = fold == null
                    ? all.split(train, test, random.derive("test"), options)
                    : all.split(train, fold, random.derive("folds"), options);
            train = split.train();
            testRows = split.held();
        }
        if (validation > 0) {
            Schema.Split split = all.split(
                    train, validation / (1 - (fold == null ? test : 0)), random.derive("validation"), options);
            train = split.train();
            validationRows = split.held();
        }
        Integer rows = options.rows();
        if (rows != null && Shares.some(name, rows, train.rows())) {
            train = all.split(train, rows / (double) train.rows(), random.derive("rows"), options)
                    .held();
        }
        boolean isSplit = rows != null || testRows != null || validationRows != null;
        Schema schema = fresh && isSplit ? all.fit(train) : all;
        List<Advice> notes = new ArrayList<>(table.notes());
        int lacking = table.rows() - usable.rows();
        if (lacking > 0) {
            notes.add(Advice.of(lacking + (lacking == 1 ? " row is" : " rows are") + " left out: "
                    + (all.missing().replaces() ? "without a target" : "a value is missing")
                    + ", nothing can be learnt from " + (lacking == 1 ? "it" : "them")));
        }
        if (fresh && options.group() != null) {
            notes.add(Advice.of("column " + Texts.quote(options.group())
                    + " groups the rows and is not used as an input:" + " new rows will come from other groups"));
        }
        if (fresh) {
            emptied(schema, notes);
            notes.addAll(schema.warnings(usable));
        }
        return new PreparedData(
                schema,
                schema.encode(train),
                encoded(schema, validationRows),
                encoded(schema, testRows),
                table.rows() - usable.rows(),
                notes,
                new PreparedData.Sources(train, validationRows, testRows));
    }

    /// Says of a text for missing values in all columns that the target is one of them.
    private void emptied(Schema schema, List<Advice> notes) {
        List<String> general = MissingValues.inEveryColumn(schema.na());
        if (general.isEmpty()) {
            return;
        }
        Table all = table.emptied(schema.na());
        for (String target : schema.target().columns()) {
            int rows = all.column(target).missing();
            if (rows > 0) {
                notes.add(Advice.of(
                        Texts.list(general.stream().map(Texts::quote).toList())
                                + (general.size() == 1 ? " stands" : " stand")
                                + " for a missing value in every column, also in the target " + Texts.quote(target)
                                + ", which " + Texts.count(rows, "row") + (rows == 1 ? " lacks" : " lack")
                                + ". If that is wrong there, name a column",
                        new Hint("na", "COLUMN=" + general.getFirst())));
            }
        }
    }

    private static @Nullable Dataset encoded(Schema schema, @Nullable Table rows) {
        return rows == null ? null : schema.encode(rows);
    }

    @Override
    public Dataset encode(Schema schema, Doubts doubts) {
        requireTargets(schema);
        return schema.encode(table, doubts);
    }

    private void requireTargets(Schema schema) {
        for (String target : schema.target().columns()) {
            if (table.find(target) == null) {
                throw new DataException(table.source() + " has no column \"" + target
                        + "\", which the model predicts; training and evaluation need it");
            }
        }
    }

    @Override
    public Rows encodeInputs(Schema schema, Doubts doubts) {
        return schema.encodeInputs(table, doubts);
    }
}
