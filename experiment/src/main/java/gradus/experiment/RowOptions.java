package gradus.experiment;

import static gradus.experiment.OptionKinds.*;

import gradus.experiment.Option.Group;
import java.util.List;

/// Options of which rows are used for what, and how they are scaled. See [Options].
@SuppressWarnings("NullAway") // takes getters of what may be null for functions that never return null
public final class RowOptions {
    /// Rows that are evaluated during training.
    public static final Option<Settings, HeldOut> VALIDATION = given(
            "data.validation",
            "validation",
            Group.ROWS,
            HeldOut.values(),
            "SHARE|FILE",
            "Rows for validation during training");
    /// Rows that judge the result.
    public static final Option<Settings, HeldOut> TEST = given(
                    "data.test", "test", Group.ROWS, HeldOut.values(), "SHARE|FILE", "Rows for the test at the end")
            .usual("0.2, or the data set's own");
    /// How many training rows are used.
    public static final Option<Settings, Integer> ROWS = both(
                    "data.rows", "rows", Group.ROWS, Values.whole(1), "N", "Training rows to use, drawn at random")
            .usual("all");
    /// How inputs are scaled.
    public static final Option<Settings, Scaling> SCALING = both(
                    "data.scaling",
                    "scaling",
                    Group.ROWS,
                    Values.oneOf(Scaling.class),
                    "each|all|none",
                    "Standardize inputs: each column, all alike (pixels), or none")
            .usual("by the columns")
            .levels("each,none");
    /// How many classes a regression is learned as.
    public static final Option<Settings, Integer> BINS = both(
                    "data.bins",
                    "bins",
                    Group.ROWS,
                    Values.bins(),
                    "N",
                    "Learn a regression as N classes; 0: as a regression")
            .levels("0,5,20");
    /// Whether bins hold equally many rows.
    public static final Option<Settings, Boolean> QUANTILE_BINS = both(
            "data.quantileBins",
            "quantile_bins",
            Group.ROWS,
            Values.onOff(),
            "",
            "Bins of equally many rows, not of equal width");

    /// Every option of the rows.
    public static final List<Option<Settings, ?>> ALL = List.of(VALIDATION, TEST, ROWS, SCALING, BINS, QUANTILE_BINS);

    private RowOptions() {}
}
