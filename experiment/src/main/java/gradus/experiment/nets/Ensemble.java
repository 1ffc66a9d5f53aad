package gradus.experiment.nets;

import static gradus.internal.Require.require;

import gradus.History;
import gradus.Model;
import gradus.callbacks.Callback;
import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.math.RandomStream;
import gradus.problems.Head;
import gradus.problems.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// Networks of one recipe, each trained without [some of the rows][LeftOut], which choose its best epoch. Their mean
/// answers.
///
/// An *out-of-fold answer*, that of the network that never saw the row, tells how good the networks are, and no row has
/// to be set aside for that. Every row is left out once, unless the table is so large that there is time for fewer
/// networks, or the rows have an order in time.
public final class Ensemble implements BlendPart {
    /// The largest batch size of a member's training.
    public static final int BATCH_SIZE = TableNet.BATCH_SIZE;

    /// Of a linear model. It starts at 0, and needs as many on a small table, which has few in an epoch.
    private static final int LINEAR_STEPS = 2000;

    private static final int FEWEST_LINEAR_EPOCHS = 12;
    /// The smallest number of networks by the recipe of TabM.
    private static final int FEWEST_TABM = 2;

    private final TableNet net;
    private final Head head;
    private final Dataset rows;
    private final Budget.Plan plan;
    private final long seed;
    private final Model encoding;
    private final LeftOut leftOut;

    private Ensemble(TableNet net, Model encoding, Head head, Dataset rows, Budget.Plan plan, long seed) {
        this(net, encoding, head, rows, plan, seed, LeftOut.AT_RANDOM);
    }

    private Ensemble(
            TableNet net, Model encoding, Head head, Dataset rows, Budget.Plan plan, long seed, LeftOut leftOut) {
        require(
                plan.folds() >= 2 && plan.folds() <= rows.rows(),
                "an ensemble must leave out between half of the rows and one row, got %s parts of %s rows",
                plan.folds(),
                rows.rows());
        this.net = net;
        this.head = head;
        this.rows = rows;
        this.plan = plan;
        this.seed = seed;
        this.encoding = encoding;
        this.leftOut = leftOut;
    }

    /// Returns this ensemble, whose members leave out rows in another way.
    ///
    /// @param other which rows; of groups, there are at least two
    /// @return the ensemble, not trained yet
    @Override
    public Ensemble leavingOut(LeftOut other) {
        return new Ensemble(net, encoding, head, rows, plan.within(other.mostParts(rows.rows())), seed, other);
    }

    /// Plans an ensemble of networks by the recipe of RealMLP.
    ///
    /// @param head what each ends in, and learns by
    /// @param rows the training rows, with targets as they are learned
    /// @param budget what it may cost
    /// @param seed the seed of everything random
    /// @return the ensemble, not trained yet
    public static Ensemble realMlp(Head head, Dataset rows, Budget budget, long seed) {
        Model encoding = TableEncoding.of(rows.input(), TableEncoding.MOST_INTERVALS);
        long weights =
                RealMlp.of(head.task(), 1).model(width(encoding, rows), head, 1).parameterCount();
        // On a large table, twice the epochs lower the error of a regression by more than a second network does, while
        // classes of many tables overlap, and there the mean of two is better.
        int fewest = head.task() == Task.REGRESSION && Budget.isMany(rows.rows()) ? 1 : 2;
        Budget.Plan plan = budget.plan(fewest, weights, rows.rows(), Budget.MOST_EPOCHS);
        return new Ensemble(RealMlp.of(head.task(), plan.epochs()), encoding, head, rows, plan, seed);
    }

    /// Plans an ensemble of networks by the recipe of TabM, as large as there is time for.
    ///
    /// @param head what each ends in, and learns by
    /// @param rows the training rows, with targets as they are learned
    /// @param budget what it may cost
    /// @param seed the seed of everything random
    /// @return the ensemble, not trained yet
    public static Ensemble tabM(Head head, Dataset rows, Budget budget, long seed) {
        Model encoding = TableEncoding.of(rows.input(), TableEncoding.MOST_INTERVALS);
        int width = width(encoding, rows);
        TabM chosen = TabM.SIZES.stream()
                .filter(size -> budget.affords(FEWEST_TABM, size.work(width, head), rows.rows()))
                .findFirst()
                .orElse(TabM.SIZES.getLast());
        Budget.Plan plan = budget.plan(FEWEST_TABM, chosen.work(width, head), rows.rows(), TabM.MOST_EPOCHS);
        return new Ensemble(chosen.withEpochs(plan.epochs()), encoding, head, rows, plan, seed);
    }

    /// Plans an ensemble of linear models: to compare with, what is lost or won by a network, or to be read.
    ///
    /// @param head what each ends in, and learns by
    /// @param rows the training rows, with targets as they are learned
    /// @param members the number of models
    /// @param seed the seed of everything random
    /// @return the ensemble, not trained yet
    public static Ensemble linear(Head head, Dataset rows, int members, long seed) {
        int folds = Math.min(Math.max(members, Budget.FOLDS), rows.rows());
        double steps = TableNet.stepsOfEpoch(rows.rows() - rows.rows() / folds);
        int epochs = (int) Math.max(FEWEST_LINEAR_EPOCHS, Math.ceil(LINEAR_STEPS / steps));
        return new Ensemble(
                RealMlp.linear(head.task(), epochs),
                TableEncoding.linear(rows.input()),
                head,
                rows,
                new Budget.Plan(members, folds, epochs),
                seed);
    }

    static int width(Model encoding, Dataset rows) {
        return encoding.predict(rows.input().select(new int[] {0})).width();
    }

    @Override
    public String title() {
        return (plan.members() > 1 ? plan.members() + " " : "one ") + net.title(plan.members() > 1) + " for "
                + net.epochs() + " epochs";
    }

    /// {@return a member before its training, for a description}
    public Model member() {
        return net.model(width(encoding, rows), head, net.steps(rows.rows() - rowsLeftOut()));
    }

    /// {@return whether each network leaves out the same rows, the last ones in time}
    boolean leavesOutTheLast() {
        return leftOut.isSame();
    }

    @Override
    public String caution() {
        return "";
    }

    @Override
    public boolean isPlannedAs(BlendPart other) {
        return other instanceof Ensemble ensemble
                && rows.rows() == ensemble.rows.rows()
                && plan.equals(ensemble.plan)
                && net.equals(ensemble.net);
    }

    /// {@return the number of networks}
    public int members() {
        return plan.members();
    }

    /// {@return the number of training rows, of which each network leaves out some}
    public int rows() {
        return rows.rows();
    }

    /// {@return how many rows each network leaves out, about}
    public int rowsLeftOut() {
        return rows.rows() / plan.folds();
    }

    /// {@return the number of epochs of each network}
    public int epochs() {
        return net.epochs();
    }

    @Override
    public int allEpochs() {
        return members() * epochs();
    }

    /// Trains the members. If the training is stopped, those that finished are kept, and of the others those whose
    /// validation loss is not above that of every finished one; if none finished, those with at least half the
    /// epochs of the furthest. A mean with a network that has only begun is worse than one without it.
    ///
    /// @param callbacks notified of the events of each member's training, from several threads
    /// @param threads the number of threads, at most one for each member unless there are twice as many; it changes
    ///     no bit
    /// @return the trained ensemble
    @Override
    public Trained train(List<Callback> callbacks, int threads) {
        int together = Math.min(threads, plan.members());
        Dataset encoded = new Dataset(List.of(encoding.predict(rows.input())), rows.targets(), rows.weights());
        int[] parts = leftOut.parts(
                rows.target(), head.task(), plan.folds(), RandomStream.of(seed).derive("folds"));
        List<Supplier<TableNet.Training>> starts = new ArrayList<>();
        for (int member = 0; member < plan.members(); member++) {
            int number = member;
            int without = leftOut.part(member);
            starts.add(() -> net.start(
                    head,
                    encoded.select(rowsOf(parts, without, false)),
                    encoded.select(rowsOf(parts, without, true)),
                    RandomStream.of(seed).derive("member").derive(number).key(),
                    threads / together,
                    callbacks));
        }
        List<TableNet.Trained> all = Turns.train(starts, net.epochs(), together);
        int[] kept = kept(all);
        List<TableNet.Trained> trained = Arrays.stream(kept).mapToObj(all::get).toList();
        BitSet without = new BitSet();
        Arrays.stream(kept).forEach(member -> without.set(leftOut.part(member)));
        int[] unseen = IntStream.range(0, parts.length)
                .filter(row -> without.get(parts[row]))
                .toArray();
        return new Trained(
                trained.stream().map(TableNet.Trained::model).toList(),
                unseen,
                answers(all, kept, encoded.select(unseen).input(), parts, unseen),
                History.mean(trained.stream().map(TableNet.Trained::history).toList()),
                all.stream().allMatch(TableNet.Trained::finished));
    }

    /// Returns which members are kept, in ascending order, at least one.
    private static int[] kept(List<TableNet.Trained> all) {
        double worst = all.stream()
                .filter(TableNet.Trained::finished)
                .mapToDouble(TableNet.Trained::loss)
                .max()
                .orElse(Double.NaN);
        boolean none = all.stream().noneMatch(TableNet.Trained::finished);
        int furthest = all.stream()
                .mapToInt(member -> member.history().epochs().size())
                .max()
                .orElse(0);
        int[] kept = IntStream.range(0, all.size())
                .filter(i -> {
                    TableNet.Trained member = all.get(i);
                    return member.finished()
                            || (none ? 2 * member.history().epochs().size() >= furthest : member.loss() <= worst);
                })
                .toArray();
        return furthest == 0 ? new int[] {0} : kept;
    }

    /// Returns the answers to rows of the members that did not see them; the mean, where those are several.
    private Rows answers(List<TableNet.Trained> all, int[] kept, Rows rows, int[] parts, int[] unseen) {
        float[] sums = new float[0];
        for (int member : kept) {
            int part = leftOut.part(member);
            int[] places = IntStream.range(0, unseen.length)
                    .filter(i -> parts[unseen[i]] == part)
                    .toArray();
            Rows answers = all.get(member).model().predict(rows.select(places));
            int width = answers.width();
            sums = sums.length == 0 ? new float[unseen.length * width] : sums;
            float[] row = new float[width];
            for (int i = 0; i < places.length; i++) {
                answers.copy(i, row, 0);
                for (int j = 0; j < width; j++) {
                    sums[places[i] * width + j] += row[j] / (leftOut.isSame() ? kept.length : 1);
                }
            }
        }
        return Rows.wrap(sums, sums.length / unseen.length);
    }

    private static int[] rowsOf(int[] parts, int part, boolean inside) {
        int[] found = new int[parts.length];
        int count = 0;
        for (int row = 0; row < parts.length; row++) {
            if ((parts[row] == part) == inside) {
                found[count++] = row;
            }
        }
        return Arrays.copyOf(found, count);
    }

    Dataset data() {
        return rows;
    }

    Head head() {
        return head;
    }

    @Override
    public Model encoding() {
        return encoding;
    }

    long seed() {
        return seed;
    }
}
