package gradus.data.datasets;

import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.data.tables.Schema;
import gradus.data.tables.SchemaOptions;
import gradus.math.RandomStream;

/// Data that was found: a table, or labelled images.
public sealed interface LoadedData permits TableData, ImageData {
    /// What it is called.
    String name();

    /// What it is, in a sentence; empty for a file of the user's.
    String description();

    /// How it is made into numbers unless the user wants it otherwise: a data set that ships knows its target.
    SchemaOptions defaults();

    /// {@return a description of the content, a few lines}
    String describe();

    /// The data as numbers, split. The shares are of all rows, except that images which have a test part of their own
    /// use that, and the validation share is of the training images. Rows are chosen by the seed, of every class the
    /// same share. Means and variances are those of the training rows.
    ///
    /// @param validation the share of rows held out for validation, in [0, 1)
    /// @param test the share of rows held out to judge the result, in [0, 1)
    /// @param random chooses rows
    /// @throws gradus.data.tables.DataException if the data cannot be used so, with what to do
    PreparedData prepare(SchemaOptions options, double validation, double test, RandomStream random);

    /// All rows as numbers, by the defaults: to be split by [Dataset#split], as a program would. Of images, those that
    /// are for training.
    ///
    /// @throws gradus.data.tables.DataException if the target is not known, as with a file of the user's
    default Dataset dataset() {
        return prepare(defaults(), 0, 0, RandomStream.of(0)).train();
    }

    /// The rows by which a model is judged that was trained elsewhere: the test part if there is one, else all.
    ///
    /// @throws gradus.data.tables.DataException if they do not fit the schema of the model
    Dataset encode(Schema schema);

    /// The same rows without targets, which need not be there; none is left out.
    ///
    /// @throws gradus.data.tables.DataException if they do not fit the schema of the model, or one lacks a value
    Rows encodeInputs(Schema schema);
}
