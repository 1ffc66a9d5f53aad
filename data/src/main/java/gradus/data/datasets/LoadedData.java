package gradus.data.datasets;

import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.data.tables.Doubts;
import gradus.data.tables.Schema;
import gradus.data.tables.SchemaOptions;
import gradus.math.RandomStream;

/// Data that was found: a table, or labelled images.
public sealed interface LoadedData permits TableData, ImageData {
    /// {@return the name}
    String name();

    /// {@return a description in one sentence; empty for a file of the user's}
    String description();

    /// {@return the default options for encoding} A bundled data set knows its target.
    SchemaOptions defaults();

    /// {@return a description of the content, a few lines}
    String describe();

    /// Encodes and splits the data. The shares are of all rows, except that images with a test part of their own
    /// use it, and the validation share is then of the training images. Rows are chosen at random, the same share
    /// of every class. Means and variances are those of the training rows.
    ///
    /// @param options targets, task and treatment of missing values
    /// @param validation share of the rows held out for validation, in [0, 1)
    /// @param test share of the rows held out for the test, in [0, 1)
    /// @param random chooses the rows
    /// @return the parts as numbers
    /// @throws gradus.data.tables.DataException if the data cannot be used so; the message says what to do
    PreparedData prepare(SchemaOptions options, double validation, double test, RandomStream random);

    /// Encodes and splits the data likewise for a model that knows how rows become numbers.
    ///
    /// @param known schema of the model
    /// @param validation share of the rows held out for validation, in [0, 1)
    /// @param test share of the rows held out for the test, in [0, 1)
    /// @param random chooses the rows
    /// @return the parts as numbers, with this schema
    /// @throws gradus.data.tables.DataException if the rows do not fit the schema
    PreparedData prepare(Schema known, double validation, double test, RandomStream random);

    /// Encodes all rows by the defaults, to be split by [Dataset#split], as a program would. Of images, only the
    /// training images are returned.
    ///
    /// @return inputs and targets as numbers
    /// @throws gradus.data.tables.DataException if the target is unknown, as for a file of the user's
    default Dataset dataset() {
        return prepare(defaults(), 0, 0, RandomStream.of(0)).train();
    }

    /// Encodes the rows on which a model that was trained elsewhere is evaluated: the test part if there is one,
    /// else all.
    ///
    /// @param schema schema of the model
    /// @return inputs and targets as numbers
    /// @throws gradus.data.tables.DataException if the rows do not fit the schema
    default Dataset encode(Schema schema) {
        return encode(schema, new Doubts());
    }

    /// Encodes these rows, and counts what the training rows of the model lack.
    ///
    /// @param schema schema of the model
    /// @param doubts counts it
    /// @return inputs and targets as numbers
    /// @throws gradus.data.tables.DataException if the rows do not fit the schema
    Dataset encode(Schema schema, Doubts doubts);

    /// Encodes the same rows without targets, which may be absent. No row is left out.
    ///
    /// @param schema schema of the model
    /// @return inputs as numbers
    /// @throws gradus.data.tables.DataException if the rows do not fit the schema, or a value is missing
    default Rows encodeInputs(Schema schema) {
        return encodeInputs(schema, new Doubts());
    }

    /// Encodes these rows without targets, and counts what the training rows of the model lack.
    ///
    /// @param schema schema of the model
    /// @param doubts counts it
    /// @return inputs as numbers
    /// @throws gradus.data.tables.DataException if the rows do not fit the schema, or a value is missing
    Rows encodeInputs(Schema schema, Doubts doubts);
}
