package gradus.data.datasets;

import gradus.data.tables.DataException;

/// The shares of rows that are held out.
final class Shares {
    private Shares() {}

    static void require(double validation, double test) {
        if (!(validation >= 0 && test >= 0 && validation + test < 1)) {
            throw new DataException(
                    "the shares of rows held out for validation and test must be at least 0 and less than 1 "
                            + "together, got " + validation + " and " + test);
        }
    }
}
