package gradus.data.datasets;

import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.data.images.ImageFolder;
import gradus.data.tables.DataException;
import gradus.data.tables.Doubts;
import gradus.data.tables.ImageFeature;
import gradus.data.tables.Schema;
import gradus.data.tables.SchemaOptions;
import gradus.math.RandomStream;
import gradus.problems.Task;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Labelled images that were found.
///
/// @param name what they are called
/// @param description what they are, in a sentence; empty for a folder of the user's
/// @param images the pixels and labels
public record ImageData(String name, String description, ImageFolder images) implements LoadedData {
    @Override
    public SchemaOptions defaults() {
        return new SchemaOptions("label");
    }

    @Override
    public String describe() {
        Dataset test = images.test();
        return String.format(
                Locale.ROOT,
                "%s: %,d images of %s, %d classes: %s%s%n",
                name,
                images.train().rows(),
                size(),
                images.labels().size(),
                String.join(", ", images.labels()),
                test == null ? "" : String.format(Locale.ROOT, "; and %,d for the test", test.rows()));
    }

    private String size() {
        return String.join(
                "x", images.shape().dimensions().stream().map(String::valueOf).toList());
    }

    @Override
    public PreparedData prepare(SchemaOptions options, double validation, double test, RandomStream random) {
        Task task = options.task();
        if (!options.targets().equals(List.of("label")) || !options.drop().isEmpty()) {
            throw new DataException(
                    name + " holds images, whose target is their label: only a table has columns to predict or drop");
        }
        if (task != null && task != Task.BINARY && task != Task.MULTICLASS) {
            throw new DataException(name + " holds images with labels, so the task is classification, not "
                    + task.name().toLowerCase(Locale.ROOT));
        }
        return prepare(Schema.ofImages(images.shape(), images.labels()), options.rows(), validation, test, random);
    }

    @Override
    public PreparedData prepare(Schema schema, double validation, double test, RandomStream random) {
        return prepare(schema, null, validation, test, random);
    }

    private PreparedData prepare(
            Schema schema, @Nullable Integer rows, double validation, double test, RandomStream random) {
        Shares.require(validation, test);
        requireFit(schema);
        Dataset train = images.train();
        Dataset testRows = images.test();
        double left = 1;
        if (testRows == null && test > 0) {
            Dataset.Split split = split(train, test, random.derive("test"));
            train = split.train();
            testRows = split.test();
            left = 1 - test;
        }
        Dataset validationRows = null;
        if (validation > 0) {
            Dataset.Split split = split(train, validation / left, random.derive("validation"));
            train = split.train();
            validationRows = split.test();
        }
        if (rows != null && Shares.some(name, rows, train.rows())) {
            train = split(train, rows / (double) train.rows(), random.derive("rows"))
                    .test();
        }
        return new PreparedData(schema, train, validationRows, testRows, 0, List.of());
    }

    private Dataset.Split split(Dataset rows, double share, RandomStream random) {
        try {
            return rows.split(share, true, random);
        } catch (IllegalArgumentException e) {
            throw new DataException(name + ": " + e.getMessage(), e);
        }
    }

    @Override
    public Dataset encode(Schema schema, Doubts doubts) {
        requireFit(schema);
        return rows();
    }

    private void requireFit(Schema schema) {
        requireImages(schema);
        if (images.labels().size() > schema.target().labels().size()) {
            throw new DataException(name + " has " + images.labels().size() + " classes, but the model knows "
                    + schema.target().labels().size() + ": "
                    + String.join(", ", schema.target().labels()));
        }
    }

    @Override
    public Rows encodeInputs(Schema schema, Doubts doubts) {
        requireImages(schema);
        return rows().input();
    }

    private Dataset rows() {
        Dataset test = images.test();
        return test == null ? images.train() : test;
    }

    private void requireImages(Schema schema) {
        if (!(schema.features().getFirst() instanceof ImageFeature image)) {
            throw new DataException(name + " holds images, but the model was trained on a table with columns "
                    + String.join(", ", schema.featureNames()));
        }
        if (!image.shape().equals(images.shape())) {
            throw new DataException(
                    name + " holds images of " + images.shape() + ", but the model looks at " + image.shape());
        }
    }
}
