package gradus.experiment.nets;

import static gradus.internal.Require.require;

import gradus.History;
import gradus.Model;
import gradus.Transfer;
import gradus.callbacks.Callback;
import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.layers.Average;
import gradus.layers.Input;
import gradus.layers.Layer;
import gradus.layers.Layers;
import gradus.layers.Node;
import gradus.math.RandomStream;
import gradus.problems.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Networks of one recipe, each trained without one part of the rows, which chooses its best epoch. Their mean answers.
///
/// Every row is left out once, so an *out-of-fold answer*, that of the network that never saw the row, tells how good
/// the networks are, and no row has to be set aside for that.
public final class Ensemble {
    private static final int BINS = 16;
    private static final int LINEAR_EPOCHS = 60;
    private static final int LINEAR_MEMBERS = 3;

    private final RealMlp net;
    private final Task task;
    private final int answers;
    private final Dataset rows;
    private final int members;
    private final long seed;
    private final Model encoding;

    private Ensemble(RealMlp net, Model encoding, Task task, int answers, Dataset rows, int members, long seed) {
        require(
                members >= 2 && members <= rows.rows(),
                "an ensemble must have between 2 members and one per row, got %s members for %s rows",
                members,
                rows.rows());
        this.net = net;
        this.task = task;
        this.answers = answers;
        this.rows = rows;
        this.members = members;
        this.seed = seed;
        this.encoding = encoding;
    }

    /// Plans an ensemble of networks by the recipe of RealMLP.
    ///
    /// @param task the kind of problem, as it is learned
    /// @param answers the number of outputs
    /// @param rows the training rows, with targets as they are learned
    /// @param budget what it may cost
    /// @param seed the seed of everything random
    /// @return the ensemble, not trained yet
    public static Ensemble realMlp(Task task, int answers, Dataset rows, Budget budget, long seed) {
        Model encoding = TableEncoding.of(rows.input(), BINS);
        int width = encoding.predict(rows.input().select(new int[] {0})).width();
        long weights = RealMlp.of(task, 1).model(width, task, answers, 1).parameterCount();
        Budget.Plan plan = budget.plan(weights, rows.rows());
        return new Ensemble(RealMlp.of(task, plan.epochs()), encoding, task, answers, rows, plan.members(), seed);
    }

    /// Plans an ensemble of linear models, to compare with: what is lost or won by a network.
    ///
    /// @param task the kind of problem, as it is learned
    /// @param answers the number of outputs
    /// @param rows the training rows, with targets as they are learned
    /// @param seed the seed of everything random
    /// @return the ensemble, not trained yet
    public static Ensemble linear(Task task, int answers, Dataset rows, long seed) {
        return new Ensemble(
                RealMlp.linear(task, LINEAR_EPOCHS),
                TableEncoding.of(rows.input(), 0),
                task,
                answers,
                rows,
                LINEAR_MEMBERS,
                seed);
    }

    /// {@return a member before its training, for a description}
    public Model member() {
        int width = encoding.predict(rows.input().select(new int[] {0})).width();
        return net.model(width, task, answers, net.steps(rows.rows() - rows.rows() / members));
    }

    /// {@return the number of networks}
    public int members() {
        return members;
    }

    /// {@return the number of epochs of each network}
    public int epochs() {
        return net.epochs();
    }

    /// What a training left.
    ///
    /// @param model the whole ensemble: takes raw rows, and answers with the mean of its members
    /// @param outOfFold the answer to each training row of the member that was trained without it
    /// @param history the mean logs of the members
    public record Trained(Model model, Rows outOfFold, History history) {}

    /// Trains the members. A member that is stopped before its first epoch ends is left out.
    ///
    /// @param decoder layers after the mean, which turn what is learned into the units of the data
    /// @param callbacks notified of the events of each member's training, from several threads
    /// @param threads the number of members trained at the same time; it changes no bit
    /// @return the trained ensemble
    public Trained train(List<Layer> decoder, List<Callback> callbacks, int threads) {
        Dataset encoded = new Dataset(List.of(encoding.predict(rows.input())), rows.targets(), rows.weights());
        int[] fold = folds(rows.target(), task, members, RandomStream.of(seed).derive("folds"));
        List<Callable<RealMlp.Trained>> trainings = new ArrayList<>();
        for (int member = 0; member < members; member++) {
            int left = member;
            trainings.add(() -> net.train(
                    task,
                    answers,
                    encoded.select(rowsOf(fold, left, false)),
                    encoded.select(rowsOf(fold, left, true)),
                    RandomStream.of(seed).derive("member").derive(left).key(),
                    callbacks));
        }
        List<RealMlp.Trained> all = run(trainings, Math.min(threads, members));
        List<RealMlp.Trained> trained = all.stream()
                .filter(member -> !member.history().epochs().isEmpty())
                .toList();
        trained = trained.isEmpty() ? all.subList(0, 1) : trained;
        return new Trained(
                join(trained.stream().map(RealMlp.Trained::model).toList(), decoder),
                outOfFold(all, encoded, fold),
                History.mean(trained.stream().map(RealMlp.Trained::history).toList()));
    }

    private Rows outOfFold(List<RealMlp.Trained> trained, Dataset encoded, int[] fold) {
        float[] outOfFold = {};
        int width = 0;
        for (int member = 0; member < members; member++) {
            int[] left = rowsOf(fold, member, true);
            Rows answer =
                    trained.get(member).model().predict(encoded.select(left).input());
            if (member == 0) {
                width = answer.width();
                outOfFold = new float[fold.length * width];
            }
            for (int i = 0; i < left.length; i++) {
                answer.copy(i, outOfFold, left[i] * width);
            }
        }
        return Rows.wrap(outOfFold, width);
    }

    private static <T> List<T> run(List<Callable<T>> trainings, int threads) {
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            List<T> results = new ArrayList<>();
            for (Future<T> training : executor.invokeAll(trainings)) {
                results.add(training.get());
            }
            return results;
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
        int[] found = new int[folds.length];
        int count = 0;
        for (int row = 0; row < folds.length; row++) {
            if ((folds[row] == fold) == inside) {
                found[count++] = row;
            }
        }
        return Arrays.copyOf(found, count);
    }

    private Model join(List<Model> trained, List<Layer> decoder) {
        Input input = Layers.input(rows.input().width());
        Node encoded = encoding.asBlock("encoding").apply(input);
        List<Node> all = new ArrayList<>();
        for (int member = 0; member < trained.size(); member++) {
            all.add(trained.get(member).asBlock(name(member)).apply(encoded));
        }
        Node mean =
                all.size() == 1 ? all.getFirst() : new Average().named("mean").apply(all.toArray(Node[]::new));
        Node decoded = mean;
        for (Layer layer : decoder) {
            decoded = layer.apply(decoded);
        }
        Model whole = Model.of(input, decoded).seed(seed);
        Transfer.weights(encoding, whole, "encoding");
        for (int member = 0; member < trained.size(); member++) {
            Transfer.weights(trained.get(member), whole, name(member));
        }
        return whole;
    }

    private static String name(int member) {
        return "member_" + (member + 1);
    }
}
