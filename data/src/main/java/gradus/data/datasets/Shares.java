package gradus.data.datasets;

import gradus.data.tables.DataException;

/// The shares of rows that are held out, or used.
final class Shares {
    private Shares() {}

    static void require(double validation, double test) {
        if (!(validation >= 0 && test >= 0 && validation + test < 1)) {
            throw new DataException(
                    "the shares of rows held out for validation and test must be at least 0 and less than 1 "
                            + "together, got " + validation + " and " + test);
        }
    }

    /// Whether a number of training rows is less than all of them.
    static boolean some(String name, int rows, int all) {
        if (rows > all) {
            throw new DataException(
                    name + " has " + all + " training rows, so at most as many can be used, got " + rows);
        }
        return rows < all;
    }
}
