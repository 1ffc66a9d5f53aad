package gradus.experiment;

import static gradus.internal.Require.require;

import gradus.Model;
import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.data.datasets.Data;
import gradus.data.datasets.ImageData;
import gradus.data.datasets.LoadedData;
import gradus.data.datasets.PreparedData;
import gradus.data.tables.Advice;
import gradus.data.tables.CsvOptions;
import gradus.data.tables.Doubts;
import gradus.data.tables.Hint;
import gradus.data.tables.Parts;
import gradus.data.tables.Schema;
import gradus.data.tables.Table;
import gradus.experiment.nets.LeftOut;
import gradus.internal.EvenlySpaced;
import gradus.internal.Records;
import gradus.losses.Poisson;
import gradus.math.RandomStream;
import gradus.problems.Binning;
import gradus.problems.Counts;
import gradus.problems.Head;
import gradus.problems.Logarithm;
import gradus.problems.Ranks;
import gradus.problems.Standardization;
import gradus.problems.TargetTransform;
import gradus.problems.Task;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Data that is ready for a network: split, encoded, and with targets as the network learns them.
///
/// @param data the split rows
/// @param scaling of the inputs
/// @param transform how the targets of a regression become what is learned, or null if they are learned as they are
record Preparation(
        PreparedData data, Scaling scaling, @Nullable TargetTransform transform) {
    /// Splits and encodes.
    ///
    /// @param from the model that is trained on, or null for a new one
    static Preparation of(Settings settings, CsvOptions csv, LoadedData loaded, @Nullable Continuation from) {
        DataSpec spec = settings.data();
        double validation = spec.validation().fraction();
        double test = spec.test().fraction();
        RandomStream random = RandomStream.of(settings.seed(Chance.SPLIT)).derive("split");
        PreparedData split = from == null
                ? loaded.prepare(spec.over(loaded.defaults()), validation, test, random)
                : loaded.prepare(from.schema(), validation, test, random);
        Schema schema = split.schema();
        List<Advice> notes = new ArrayList<>(split.warnings());
        PreparedData data = new PreparedData(
                schema,
                split.train(),
                rows(spec.validation(), spec, csv, loaded, schema, split.validation(), notes),
                rows(spec.test(), spec, csv, loaded, schema, split.test(), notes),
                split.dropped(),
                notes,
                sources(split, spec));
        if (from != null) {
            return new Preparation(from.rows(data), Scaling.NONE, from.transform());
        }
        Scaling scaling = spec.scaling() == null ? Scaling.of(schema) : spec.scaling();
        boolean counts = settings.training().loss() instanceof Poisson
                && settings.network().head()
                && schema.target().task() == Task.REGRESSION;
        require(
                !counts || spec.transform() == null || spec.transform() == Transform.COUNTS,
                "the loss poisson learns numbers as counts, got the transform %s; leave one out",
                spec.transform());
        Transform chosen = counts ? Transform.COUNTS : spec.transform();
        Preparation prepared = new Preparation(data, scaling, transform(spec, chosen, data, scaling));
        return chosen == null ? prepared : prepared.withoutAdvice();
    }

    /// These data, of whose training rows at most some number is used.
    Preparation some(int most) {
        Dataset train = data.train();
        if (train.rows() <= most) {
            return this;
        }
        int[] places = EvenlySpaced.places(train.rows(), most);
        PreparedData some = Records.with(data, "train", train.select(places));
        PreparedData.Sources sources = data.sources();
        return new Preparation(
                sources == null
                        ? some
                        : Records.with(
                                some,
                                "sources",
                                Records.with(sources, "train", sources.train().select(places))),
                scaling,
                transform);
    }

    /// Which training rows the members of an ensemble leave out: groups stay together, and by time it is the last
    /// ones, unless all are of the same time.
    LeftOut leftOut(DataSpec spec) {
        String group = spec.group();
        String time = spec.time();
        PreparedData.Sources sources = data.sources();
        if ((group == null && time == null) || sources == null) {
            return LeftOut.AT_RANDOM;
        }
        Table train = sources.train();
        return new LeftOut(
                group == null ? null : Parts.groups(train.column(group)),
                time == null || Parts.isSameEverywhere(train.column(time)) ? null : Parts.inTime(train.column(time)));
    }

    /// These data without advice on how targets could be learned.
    Preparation withoutAdvice() {
        List<Advice> others = data.warnings().stream()
                .filter(advice -> advice.parts().stream()
                        .noneMatch(part ->
                                part instanceof Hint hint && hint.option().equals(TableOptions.TRANSFORM.name())))
                .toList();
        return new Preparation(Records.with(data, "warnings", others), scaling, transform);
    }

    /// Corrects a transform that predicts medians by rows that the network did not see, unless medians are wanted.
    ///
    /// @param targets of these rows, in the units of the data
    /// @param answers of the network to them
    Preparation corrected(Settings settings, Rows targets, Rows answers) {
        return transform != null && transform.predictsMedians() && !Measures.isOfMedians(settings)
                ? new Preparation(data, scaling, transform.corrected(targets, answers))
                : this;
    }

    /// Sets the weights of the last layers of a model, those of the decoder of a transform.
    static Model decoding(Model model, @Nullable TargetTransform transform) {
        float[] weights = transform == null ? new float[0] : transform.decoderParameters();
        if (weights.length > 0) {
            int end = model.parameters().slices().getLast().end();
            System.arraycopy(weights, 0, model.parameters().values(), end - weights.length, weights.length);
        }
        return model;
    }

    /// The same rows, whose targets are learned in another way.
    Preparation learning(DataSpec spec, Transform other) {
        return new Preparation(data, scaling, transform(spec, other, data, scaling));
    }

    /// The rows of files of their own are only there as numbers.
    private static PreparedData.@Nullable Sources sources(PreparedData split, DataSpec spec) {
        PreparedData.Sources known = split.sources();
        return known == null
                ? null
                : new PreparedData.Sources(
                        known.train(),
                        spec.validation() instanceof HeldOut.File ? null : known.validation(),
                        spec.test() instanceof HeldOut.File ? null : known.test());
    }

    /// @param notes what is odd about the rows of a file is added to them
    private static @Nullable Dataset rows(
            HeldOut which,
            DataSpec spec,
            CsvOptions csv,
            LoadedData loaded,
            Schema schema,
            @Nullable Dataset share,
            List<Advice> notes) {
        if (!(which instanceof HeldOut.File file)) {
            return share;
        }
        Doubts doubts = new Doubts();
        // Images have a part for the test, which may also be the rows for validation.
        boolean isOpen = loaded instanceof ImageData && file.path().equals(spec.source());
        LoadedData opened = isOpen ? loaded : Data.open(file.path(), schema.reading(csv));
        Dataset rows = opened.encode(schema, doubts);
        doubts.advice().forEach(advice -> notes.add(advice.after(file.path() + ": ")));
        return rows;
    }

    /// @param chosen how targets are learned, or null for what is usual
    private static @Nullable TargetTransform transform(
            DataSpec spec, @Nullable Transform chosen, PreparedData data, Scaling scaling) {
        Task task = data.schema().target().task();
        require(spec.bins() > 0 || !spec.quantileBins(), "quantile bins need a number of bins");
        if (task != Task.REGRESSION) {
            require(spec.bins() == 0, "bins are for a regression, and the task is %s", task.problem());
            require(
                    chosen == null || chosen == Transform.NONE,
                    "a transform is for a regression, and the task is %s",
                    task.problem());
            return null;
        }
        var values = data.train().target();
        require(
                chosen == null || chosen == Transform.NONE || spec.bins() == 0,
                "the targets can be learned standardized, by their logarithm, by their rank, as counts, or in bins, got"
                        + " two of these");
        if (spec.bins() > 0) {
            require(values.width() == 1, "bins are for a regression of one target, got %s", values.width());
            return spec.quantileBins() ? Binning.quantile(values, spec.bins()) : Binning.uniform(values, spec.bins());
        }
        if (chosen == Transform.LOG || chosen == Transform.RANK || chosen == Transform.COUNTS) {
            require(values.width() == 1, "the transform %s is for one target, got %s", chosen, values.width());
            return switch (chosen) {
                case LOG -> Logarithm.of(values);
                case RANK -> Ranks.of(values);
                default -> Counts.of(values);
            };
        }
        if (chosen == Transform.NONE || (chosen == null && scaling == Scaling.NONE)) {
            return null;
        }
        return values.width() == 1 ? Standardization.of(values) : SeveralTargets.of(values);
    }

    Schema schema() {
        return data.schema();
    }

    /// The kind of answer.
    Task task() {
        return schema().target().task();
    }

    /// What the network learns, which differs from the task if a regression is learned as classes.
    Task learned() {
        return transform == null ? task() : transform.task();
    }

    /// What the network ends in, and what it learns by.
    Head head() {
        return transform == null ? Head.of(task(), answers()) : transform.head();
    }

    /// The same for networks by a recipe for tables, which know of an order of classes.
    Head recipeHead() {
        return transform == null && schema().target().ordered() ? Head.ordered(answers()) : head();
    }

    boolean isImages() {
        return schema().inputShape().rank() > 1;
    }

    /// Rows with their targets as the network learns them.
    Dataset encoded(Dataset rows) {
        return transform == null ? rows : transform.encode(rows);
    }

    /// How many numbers the network gives for a row.
    int answers() {
        if (transform != null) {
            return transform.answers();
        }
        return task() == Task.MULTICLASS
                ? schema().target().labels().size()
                : schema().target().width();
    }
}
