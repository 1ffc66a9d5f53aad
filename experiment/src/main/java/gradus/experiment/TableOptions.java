package gradus.experiment;

import static gradus.experiment.OptionKinds.*;

import gradus.data.tables.MissingPolicy;
import gradus.experiment.Option.Group;
import gradus.problems.Task;
import java.util.List;

/// The options of how the columns of a table are used.
@SuppressWarnings("NullAway") // takes getters of what may be null for functions that never return null
public final class TableOptions {
    /// The columns to predict.
    public static final Option<Settings, List<String>> TARGET = given(
            "data.targets",
            "target",
            Group.TABLE,
            Values.names(),
            "COLUMN",
            "Column to predict; several for several labels");
    /// The columns to predict from.
    public static final Option<Settings, List<String>> INPUTS = given(
                    "data.inputs",
                    "inputs",
                    Group.TABLE,
                    Values.names(),
                    "COLUMN",
                    "Columns to predict from, in the order of the model's inputs")
            .usual("all others");
    /// The column with the weights of the rows.
    public static final Option<Settings, String> SAMPLE_WEIGHT = given(
                    "data.sampleWeight",
                    "sample_weight",
                    Group.TABLE,
                    Values.of((name, text) -> text, text -> text),
                    "COLUMN",
                    "Column with the weight of each row")
            .usual("1 each");
    /// The kind of answer.
    public static final Option<Settings, Task> TASK = given(
                    "data.task",
                    "task",
                    Group.TABLE,
                    Values.oneOf(Task.class),
                    "TASK",
                    "regression, binary, multiclass or multilabel")
            .usual("by the target");
    /// Columns that are left out.
    public static final Option<Settings, List<String>> DROP =
            given("data.drop", "drop", Group.TABLE, Values.names(), "COLUMN", "Columns to leave out");
    /// What is done with missing values.
    public static final Option<Settings, MissingPolicy> MISSING = both(
                    "data.missing",
                    "missing",
                    Group.TABLE,
                    Values.oneOf(MissingPolicy.class),
                    "POLICY",
                    "Missing values: error, drop (the row), mean, or indicator (mean, and an input that tells)")
            .usual("indicator, or the data set's own");

    /// The column of groups.
    public static final Option<Settings, String> GROUP = given(
            "data.group",
            "group",
            Group.TABLE,
            Values.of((name, text) -> text, text -> text),
            "COLUMN",
            "Hold out the rows of a value of this column together, as those of a patient");
    /// The column of times.
    public static final Option<Settings, String> TIME = given(
            "data.time",
            "time",
            Group.TABLE,
            Values.of((name, text) -> text, text -> text),
            "COLUMN",
            "Hold out the last rows by this column, a number or date");

    /// Whether parts have equal shares.
    public static final Option<Settings, Boolean> STRATIFY = given(
                    "data.stratify",
                    "stratify",
                    Group.TABLE,
                    Values.either("on", "off"),
                    "on|off",
                    "Hold out the same share of every class, or of small and large numbers")
            .usual("on for classes");

    /// How numbers are learned.
    public static final Option<Settings, Transform> TRANSFORM = both(
                    "data.transform",
                    "transform",
                    Group.TABLE,
                    Values.oneOf(Transform.class),
                    "none|standardize|log|rank|counts",
                    "Learn the numbers of a regression as they are, standardized, by their logarithm, by their rank, or as"
                            + " counts")
            .usual("standardize; an ensemble tries what fits the numbers");

    /// Every option of how the columns of a table are used.
    public static final List<Option<Settings, ?>> ALL =
            List.of(TARGET, TASK, DROP, MISSING, INPUTS, SAMPLE_WEIGHT, GROUP, TIME, STRATIFY, TRANSFORM);

    private TableOptions() {}
}
