package gradus.experiment;

import static gradus.internal.Require.require;

import gradus.data.Rows;
import gradus.data.tables.DataException;
import gradus.data.tables.Schema;
import gradus.data.tables.Target;
import gradus.experiment.answers.Probabilities;
import gradus.problems.Task;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What would change an answer: the smallest changes of one column of a row, else of two, for which the model predicts
/// another class, or a number past a stated one or outside its interval (*counterfactual explanations*).
///
/// Every column is tried by itself, with values that the training rows had: deciles, the smallest and the
/// largest of numbers, categories, levels.
/// A number that changes the answer is then moved back towards the own one as far as the answer stays changed. If
/// no column does it alone, pairs of those columns are tried that move the answer most. Changes say how the model
/// answers, and not what happens in the world; columns that cannot be changed there are [kept][#keep].
///
/// [Wachter, Mittelstadt & Russell 2017](https://arxiv.org/abs/1711.00399)
public final class Changes {
    /// The coverage of the interval that a number has to leave.
    private static final double COVERAGE = 0.9;

    private static final int PAIRED_COLUMNS = 8;
    private static final int PAIRED_VALUES = 6;
    /// Inputs in a block of predictions.
    private static final int BLOCK = 1 << 20;

    private final TrainedModel trained;
    private final UnaryOperator<Rows> network;
    private final Target target;
    private final Decision decision;
    private final List<ColumnChanges> columns;
    private final Set<String> kept;
    private final @Nullable Double past;

    /// Prepares the search for changes of all columns.
    ///
    /// @param trained a model that `train` made for one number, or for classes, of a table
    /// @throws IllegalArgumentException if its file does not know how the columns of the training rows are
    /// distributed
    public Changes(TrainedModel trained) {
        this(trained, inputs -> trained.predict(List.of(inputs)).getFirst());
    }

    /// Prepares a search whose network is run in another way.
    ///
    /// @param network the outputs of the network for encoded rows
    Changes(TrainedModel trained, UnaryOperator<Rows> network) {
        this(trained, network, Set.of(), null);
    }

    private Changes(TrainedModel trained, UnaryOperator<Rows> network, Set<String> kept, @Nullable Double past) {
        Schema schema = trained.schema();
        TrainingProfile profile = TrainingProfile.in(trained);
        if (schema == null || profile == null) {
            throw new IllegalArgumentException(
                    "what would change an answer is found among values of the training rows, which the file of the"
                            + " model must know, as one that train made of a table");
        }
        require(
                schema.target().columns().size() == 1,
                "what would change an answer is known of models with one target, and this one has several: %s",
                String.join(", ", schema.target().columns()));
        for (String name : kept) {
            if (!schema.columns().contains(name)) {
                throw new DataException(schema.unknown(name));
            }
        }
        this.trained = trained;
        this.network = network;
        this.kept = Set.copyOf(kept);
        this.past = past;
        target = schema.target();
        decision = trained.decision();
        columns = ColumnChanges.of(schema.features(), profile).stream()
                .filter(column -> !kept.contains(column.feature().name()))
                .toList();
        require(
                past == null || isNumber(),
                "a number to be passed is for a model that predicts one, and this one predicts the classes %s",
                target.labels());
    }

    /// {@return whether changes of a model's answers can be looked for}
    ///
    /// @param trained the model
    public static boolean areKnown(TrainedModel trained) {
        Schema schema = trained.schema();
        return schema != null && schema.target().columns().size() == 1 && TrainingProfile.in(trained) != null;
    }

    /// Returns a search that leaves columns as they are.
    ///
    /// @param names their names
    /// @return the search
    /// @throws DataException if the model has no such column; the message suggests the nearest
    public Changes keep(Set<String> names) {
        return new Changes(trained, network, names, past);
    }

    /// Returns a search for what moves a predicted number past another one, from whichever side; without one, what
    /// moves it out of its interval of 0.9.
    ///
    /// @param number the number to be passed
    /// @return the search
    /// @throws IllegalArgumentException if the model predicts classes, or if the number is not finite
    public Changes past(double number) {
        require(Double.isFinite(number), "a number to be passed must be finite, got %s", number);
        return new Changes(trained, network, kept, number);
    }

    private boolean isNumber() {
        return target.task() == Task.REGRESSION;
    }

    /// What is looked for.
    ///
    /// @param isReached whether an answer is another one
    /// @param progress how near an answer is to another one; larger is nearer
    private record Aim(Predicate<float[]> isReached, ToDoubleFunction<float[]> progress) {
        private boolean isReached(Tried tried) {
            return isReached.test(tried.answer());
        }

        private double progress(Tried tried) {
            return progress.applyAsDouble(tried.answer());
        }
    }

    private Aim aim(float[] own) {
        if (!isNumber()) {
            String label = label(own);
            return new Aim(answer -> !label(answer).equals(label), answer -> -probability(answer, label));
        }
        if (past != null) {
            double bound = past;
            return own[0] < bound
                    ? new Aim(answer -> answer[0] > bound, answer -> answer[0])
                    : new Aim(answer -> answer[0] < bound, answer -> -answer[0]);
        }
        PredictionIntervals intervals = trained.intervals();
        if (intervals == null) {
            throw new IllegalArgumentException(
                    "the model's file knows no intervals of its numbers, so say which number an"
                            + " answer has to pass");
        }
        Prediction.Interval interval = intervals.around(own[0], COVERAGE);
        return new Aim(
                answer -> answer[0] < interval.low() || answer[0] > interval.high(),
                answer -> Math.abs(intervals.scale().error(answer[0], own[0])));
    }

    private String label(float[] answer) {
        return decision.labels(target, answer).getFirst();
    }

    private double probability(float[] answer, String label) {
        return Probabilities.of(answer, 0, answer.length, target.labels().indexOf(label));
    }

    /// A change to be tried, with the answer to it.
    private record Tried(List<ColumnChanges> columns, List<ColumnChanges.Candidate> values, float[] answer) {
        private double size() {
            return values.stream().mapToDouble(ColumnChanges.Candidate::size).sum();
        }
    }

    /// Finds the smallest changes of a row.
    ///
    /// @param row inputs of the network
    /// @param own its outputs
    /// @param most the number of changes to find
    /// @return the changes, each of another column or of other two, the smallest first; none if nothing that was
    ///     tried changes the answer
    /// @throws IllegalArgumentException if the model knows no interval of a number, and none is to be passed
    public List<Change> of(float[] row, float[] own, int most) {
        require(most >= 1, "the number of changes must be at least 1, got %s", most);
        Aim aim = aim(own);
        List<List<Tried>> singles = singles(row);
        List<Tried> found = new ArrayList<>();
        for (List<Tried> column : singles) {
            column.stream()
                    .filter(tried -> aim.isReached(tried))
                    .findFirst()
                    .ifPresent(tried -> found.add(nearest(row, tried, aim)));
        }
        if (found.isEmpty()) {
            found.addAll(pairs(row, singles, aim));
        }
        return found.stream()
                .sorted(Comparator.comparingDouble(Tried::size))
                .limit(most)
                .map(tried -> change(row, tried))
                .toList();
    }

    /// Each candidate of each column, by itself.
    private List<List<Tried>> singles(float[] row) {
        List<Tried> all = new ArrayList<>();
        for (ColumnChanges column : columns) {
            column.candidates(row).forEach(value -> all.add(new Tried(List.of(column), List.of(value), new float[0])));
        }
        List<Tried> answered = answered(row, all);
        return columns.stream()
                .map(column -> answered.stream()
                        .filter(tried -> tried.columns().getFirst().from() == column.from())
                        .toList())
                .toList();
    }

    /// The nearest number that changes the answer, on the way to one that does.
    private Tried nearest(float[] row, Tried found, Aim aim) {
        ColumnChanges column = found.columns().getFirst();
        List<Tried> before = column.before(row, found.values().getFirst()).stream()
                .map(value -> new Tried(List.of(column), List.of(value), new float[0]))
                .toList();
        return answered(row, before).stream()
                .filter(tried -> aim.isReached(tried))
                .findFirst()
                .orElse(found);
    }

    private List<Tried> pairs(float[] row, List<List<Tried>> singles, Aim aim) {
        List<List<Tried>> best = singles.stream()
                .filter(column -> !column.isEmpty())
                .sorted(Comparator.comparingDouble(column -> -column.stream()
                        .mapToDouble(tried -> aim.progress(tried))
                        .max()
                        .orElse(Double.NEGATIVE_INFINITY)))
                .limit(PAIRED_COLUMNS)
                .map(column -> some(column, aim))
                .toList();
        List<Tried> found = new ArrayList<>();
        for (int one = 0; one < best.size(); one++) {
            for (int other = one + 1; other < best.size(); other++) {
                List<Tried> both = new ArrayList<>();
                for (Tried left : best.get(one)) {
                    for (Tried right : best.get(other)) {
                        both.add(new Tried(
                                List.of(
                                        left.columns().getFirst(),
                                        right.columns().getFirst()),
                                List.of(left.values().getFirst(), right.values().getFirst()),
                                new float[0]));
                    }
                }
                answered(row, both).stream()
                        .filter(tried -> aim.isReached(tried))
                        .min(Comparator.comparingDouble(Tried::size))
                        .ifPresent(found::add);
            }
        }
        return found;
    }

    /// Those values of a column that move the answer most.
    private static List<Tried> some(List<Tried> column, Aim aim) {
        return column.stream()
                .sorted(Comparator.comparingDouble(tried -> -aim.progress(tried)))
                .limit(PAIRED_VALUES)
                .toList();
    }

    /// The same changes with the answers to them.
    private List<Tried> answered(float[] row, List<Tried> changes) {
        List<Tried> answered = new ArrayList<>();
        int together = Math.max(1, BLOCK / row.length);
        for (int from = 0; from < changes.size(); from += together) {
            List<Tried> block = changes.subList(from, Math.min(changes.size(), from + together));
            float[] rows = new float[block.size() * row.length];
            for (int i = 0; i < block.size(); i++) {
                System.arraycopy(row, 0, rows, i * row.length, row.length);
                for (int part = 0; part < block.get(i).columns().size(); part++) {
                    float[] inputs = block.get(i).values().get(part).inputs();
                    int at = i * row.length + block.get(i).columns().get(part).from();
                    System.arraycopy(inputs, 0, rows, at, inputs.length);
                }
            }
            Rows answers = network.apply(Rows.wrap(rows, row.length));
            for (int i = 0; i < block.size(); i++) {
                float[] answer = new float[answers.width()];
                answers.copy(i, answer, 0);
                answered.add(new Tried(block.get(i).columns(), block.get(i).values(), answer));
            }
        }
        return answered;
    }

    private Change change(float[] row, Tried tried) {
        List<Change.Part> parts = IntStream.range(0, tried.columns().size())
                .mapToObj(i -> new Change.Part(
                        tried.columns().get(i).feature().name(),
                        tried.columns().get(i).own(row),
                        tried.values().get(i).text()))
                .toList();
        String answer = isNumber() ? ColumnChanges.text(tried.answer()[0]) : label(tried.answer());
        double number = isNumber() ? tried.answer()[0] : probability(tried.answer(), answer);
        return new Change(parts, answer, !isNumber(), number, tried.size());
    }
}
