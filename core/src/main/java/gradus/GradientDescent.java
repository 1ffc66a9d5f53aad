package gradus;

import static gradus.internal.Require.require;

/// How many rows are looked at for one update: the three kinds of gradient descent.
///
/// A pass over few rows costs little and its gradient is noisy; a pass over all rows costs most and its gradient is
/// exact. An epoch looks at every row once, whatever the kind.
public sealed interface GradientDescent {
    /// One row a pass.
    static GradientDescent stochastic() {
        return new MiniBatch(1);
    }

    /// All rows a pass.
    static GradientDescent batch() {
        return new Batch();
    }

    /// `size` rows a pass; the last pass of an epoch has what is left.
    static GradientDescent miniBatch(int size) {
        return new MiniBatch(size);
    }

    /// How many rows a pass has, of so many in the data set.
    int rows(int total);

    /// All rows.
    record Batch() implements GradientDescent {
        @Override
        public int rows(int total) {
            return total;
        }
    }

    /// Some rows.
    ///
    /// @param size at least 1; 1 is stochastic gradient descent
    record MiniBatch(int size) implements GradientDescent {
        /// Checks the size.
        public MiniBatch {
            require(size >= 1, "the batch size must be at least 1, got %s", size);
        }

        @Override
        public int rows(int total) {
            return Math.min(size, total);
        }
    }
}
