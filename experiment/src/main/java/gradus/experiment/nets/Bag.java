package gradus.experiment.nets;

import static gradus.internal.Require.require;

import gradus.Model;
import gradus.callbacks.Callback;
import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.layers.Average;
import gradus.layers.Input;
import gradus.layers.Layers;
import gradus.layers.Node;
import gradus.math.RandomStream;
import gradus.problems.Task;
import gradus.training.Graph;
import gradus.training.Parameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/// An ensemble of networks, each trained without one part of the rows, which chooses its best epoch. Their mean
/// answers. Every row is left out once, so the out-of-fold answers are those of networks that never saw their row.
///
/// @param model the ensemble, from raw rows to the mean of the members
/// @param outOfFold the answer to each training row of the member that was trained without it
/// @param members the number of networks
record Bag(Model model, Rows outOfFold, int members) {
    /// Trains an ensemble.
    ///
    /// @param net the recipe of a member
    /// @param bins the largest number of intervals of a column in the encoding
    /// @param task the kind of problem
    /// @param answers the number of outputs
    /// @param rows the training rows, with targets as they are learned
    /// @param folds the number of members, at least 2
    /// @param seed the seed of everything random
    /// @param threads the number of networks trained at the same time; it changes no bit
    /// @param callbacks the callbacks of the training of each member
    static Bag train(
            RealMlp net,
            int bins,
            Task task,
            int answers,
            Dataset rows,
            int folds,
            long seed,
            int threads,
            IntFunction<List<Callback>> callbacks) {
        require(folds >= 2 && folds <= rows.rows(), "folds must be in [2, %s], got %s", rows.rows(), folds);
        Model encoding = TableEncoding.of(rows.input(), bins);
        Dataset encoded =
                new Dataset(List.of(encoding.predict(rows.input())), rows.targets(), rows.weights());
        int[] fold = folds(rows.target(), task, folds, RandomStream.of(seed).derive("folds"));
        List<Callable<Model>> trainings = new ArrayList<>();
        for (int member = 0; member < folds; member++) {
            int left = member;
            trainings.add(() -> net.train(
                    task,
                    answers,
                    encoded.select(rowsOf(fold, left, false)),
                    encoded.select(rowsOf(fold, left, true)),
                    RandomStream.of(seed).derive("member").derive(left).key(),
                    callbacks.apply(left)));
        }
        List<Model> members = run(trainings, threads);
        int width = members.getFirst().predict(encoded.slice(0, 1).input()).width();
        float[] outOfFold = new float[rows.rows() * width];
        for (int member = 0; member < folds; member++) {
            int[] left = rowsOf(fold, member, true);
            Rows said = members.get(member).predict(encoded.select(left).input());
            for (int i = 0; i < left.length; i++) {
                said.copy(i, outOfFold, left[i] * width);
            }
        }
        return new Bag(join(encoding, members), Rows.wrap(outOfFold, width), folds);
    }

    private static List<Model> run(List<Callable<Model>> trainings, int threads) {
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            List<Model> models = new ArrayList<>();
            for (Future<Model> training : executor.invokeAll(trainings)) {
                models.add(training.get());
            }
            return models;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the training was interrupted", interrupted);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(failed);
        }
    }

    /// Returns the fold of each row. Folds have nearly equal sizes, and nearly equal shares of each class.
    private static int[] folds(Rows target, Task task, int folds, RandomStream random) {
        int[] order = new int[target.count()];
        random.permute(order);
        Integer[] dealt = Arrays.stream(order).boxed().toArray(Integer[]::new);
        if (task == Task.BINARY || task == Task.MULTICLASS) {
            float[] labels = target.toArray();
            Arrays.sort(dealt, Comparator.comparingDouble(row -> labels[row]));
        }
        int[] fold = new int[dealt.length];
        for (int i = 0; i < dealt.length; i++) {
            fold[dealt[i]] = i % folds;
        }
        return fold;
    }

    private static int[] rowsOf(int[] folds, int fold, boolean inside) {
        int[] rows = new int[folds.length];
        int count = 0;
        for (int row = 0; row < folds.length; row++) {
            if ((folds[row] == fold) == inside) {
                rows[count++] = row;
            }
        }
        return Arrays.copyOf(rows, count);
    }

    private static Model join(Model encoding, List<Model> members) {
        Input input = Layers.input(encoding.graph().calls().getFirst().shape().size());
        Node encoded = encoding.asBlock("encoding").apply(input);
        List<Node> answers = new ArrayList<>();
        for (int member = 0; member < members.size(); member++) {
            answers.add(members.get(member).asBlock(name(member)).apply(encoded));
        }
        Model whole = Model.of(input, new Average().named("mean").apply(answers.toArray(Node[]::new)));
        copy(encoding, whole, "encoding");
        for (int member = 0; member < members.size(); member++) {
            copy(members.get(member), whole, name(member));
        }
        return whole;
    }

    private static String name(int member) {
        return "member_" + (member + 1);
    }

    private static void copy(Model from, Model to, String block) {
        for (Parameters.Slice slice : from.parameters().slices()) {
            Graph.Entry layer = from.graph().layers().get(slice.layer());
            Parameters.Slice target = to.parameters()
                    .slices(to.graph().indexOf(block + "/" + layer.name()))
                    .get(slice.index());
            System.arraycopy(
                    from.parameters().values(),
                    slice.offset(),
                    to.parameters().values(),
                    target.offset(),
                    slice.size());
        }
    }
}
