package gradus;

import static gradus.internal.Require.require;

/// The number of rows used for each update: the three kinds of gradient descent.
///
/// With few rows, an update is cheap and its gradient noisy; with all rows, it is expensive and its gradient exact.
/// An epoch uses every row once, whatever the kind.
public sealed interface GradientDescent {
    /// {@return stochastic gradient descent: one row per update}
    static GradientDescent stochastic() {
        return new MiniBatch(1);
    }

    /// {@return batch gradient descent: all rows per update}
    static GradientDescent batch() {
        return new Batch();
    }

    /// Returns mini-batch gradient descent. The last batch of an epoch has whatever rows remain.
    ///
    /// @param size the number of rows per update, at least 1
    /// @return the kind of gradient descent
    static GradientDescent miniBatch(int size) {
        return new MiniBatch(size);
    }

    /// Returns the number of rows per update.
    ///
    /// @param total the number of rows in the data set
    /// @return the number of rows
    int rows(int total);

    /// All rows per update.
    record Batch() implements GradientDescent {
        @Override
        public int rows(int total) {
            return total;
        }
    }

    /// A number of rows per update.
    ///
    /// @param size the number of rows, at least 1; 1 is stochastic gradient descent
    record MiniBatch(int size) implements GradientDescent {
        /// Validates the argument.
        ///
        /// @throws IllegalArgumentException if `size` is less than 1
        public MiniBatch {
            require(size >= 1, "the batch size must be at least 1, got %s", size);
        }

        @Override
        public int rows(int total) {
            return Math.min(size, total);
        }
    }
}
