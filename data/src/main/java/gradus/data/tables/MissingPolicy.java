package gradus.data.tables;

import java.util.Locale;

/// What is done with a row that lacks a value.
public enum MissingPolicy {
    /// It is an error that lists the columns and lines.
    ERROR,
    /// The row is left out, where that is possible: not in prediction, which owes every row an answer.
    DROP,
    /// A number is replaced with the mean of the training rows, a category with none of them (all zeros). A row
    /// without target is left out, because a target cannot be made up.
    MEAN,
    /// As [#MEAN], and a further input tells where a value is missing, for each column that has gaps in the training
    /// rows.
    INDICATOR;

    /// {@return whether rows with gaps are kept, with something in their place}
    public boolean replaces() {
        return this == MEAN || this == INDICATOR;
    }

    /// As it is written in files and on the command line: `drop`.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Returns the policy of a name.
    ///
    /// @param name `error`, `drop`, `mean` or `indicator`
    /// @return the policy
    /// @throws DataException if there is no such policy; the message lists all
    public static MissingPolicy of(String name) {
        for (MissingPolicy policy : values()) {
            if (policy.toString().equals(name)) {
                return policy;
            }
        }
        throw new DataException(
                "missing values can be treated as error, drop, mean or indicator, not as \"" + name + "\"");
    }
}
