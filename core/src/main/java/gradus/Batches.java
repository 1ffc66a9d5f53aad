package gradus;

import gradus.training.Trainer;

/// The batches of the training steps, epoch by epoch.
sealed interface Batches permits RowBatches, SourceBatches {
    /// Returns the training rows, or those of the first batch, and the validation rows.
    FitRows data();

    /// Returns the largest number of rows in a batch, as far as it is known.
    int size();

    /// Returns the number of batches in the current epoch; if the source alone knows it, [Integer#MAX_VALUE].
    int count();

    /// Begins an epoch.
    void begin(int epoch);

    /// Returns whether the current epoch has a batch of this number, after those before it.
    boolean has(int batch);

    /// Returns a trainer that reads a batch of the current epoch, which is the next one, and has the logs of `trainer`.
    Trainer reading(int batch, Trainer trainer);

    /// Returns the indices of rows, among which are those of the batch.
    int[] order();

    /// Returns the position in the order at which a batch of the current epoch begins.
    int from(int batch);

    /// Returns the number of rows in a batch of the current epoch.
    int rows(int batch);

    /// Returns the indices of the rows of a batch of any epoch.
    ///
    /// @throws IllegalArgumentException if batches cannot be read again
    int[] rowsOf(int epoch, int batch);

    /// Checks that a training can go on from any of its steps.
    ///
    /// @throws IllegalArgumentException if batches cannot be read again
    void requireRepeatable();
}
