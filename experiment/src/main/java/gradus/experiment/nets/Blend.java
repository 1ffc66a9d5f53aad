package gradus.experiment.nets;

import gradus.History;
import gradus.Model;
import gradus.Transfer;
import gradus.callbacks.Callback;
import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.layers.Add;
import gradus.layers.Input;
import gradus.layers.Layer;
import gradus.layers.Layers;
import gradus.layers.Node;
import gradus.layers.Rescaling;
import gradus.problems.Head;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Ensembles of different recipes, whose answers are added, each with its [share][Shares]. No recipe is the best one
/// for every table, and where two are equally good, they get different rows wrong.
///
/// The second is trained only if the networks of the first were at their best before the end. Then the table is noisy:
/// more of the same does not help, and a slower learner often does. On tables without noise the second would be far
/// behind.
public final class Blend {
    /// Of the budget, for networks by the recipe of TabM.
    private static final double SECOND = 1 / 6.0;

    /// The share of the epochs after which the best one is not an early one.
    private static final double EARLY = 0.9;

    /// Fewer rows cannot tell whether a second recipe is worth its time.
    private static final int FEWEST_ROWS = 2_000;

    private final List<Ensemble> ensembles;

    Blend(List<Ensemble> ensembles) {
        this.ensembles = List.copyOf(ensembles);
    }

    /// Plans a blend of one ensemble.
    ///
    /// @param ensemble the ensemble
    /// @return the blend
    public static Blend of(Ensemble ensemble) {
        return new Blend(List.of(ensemble));
    }

    /// Plans a blend of networks by the recipe of RealMLP and, unless the table is small, of one by the recipe of TabM.
    ///
    /// @param head what each ends in, and learns by
    /// @param rows the training rows, with targets as they are learned
    /// @param budget what it may cost
    /// @param seed the seed of everything random
    /// @return the blend, not trained yet
    public static Blend of(Head head, Dataset rows, Budget budget, long seed) {
        return rows.rows() < FEWEST_ROWS
                ? of(Ensemble.realMlp(head, rows, budget, seed))
                : new Blend(List.of(
                        Ensemble.realMlp(head, rows, budget.times(1 - SECOND), seed),
                        Ensemble.tabM(head, rows, budget.times(SECOND), 1, seed)));
    }

    /// Returns a blend that leaves out rows in another way.
    ///
    /// @param leftOut which rows each network leaves out
    /// @return the blend
    public Blend leavingOut(LeftOut leftOut) {
        return new Blend(ensembles.stream().map(one -> one.leavingOut(leftOut)).toList());
    }

    /// {@return the number of training rows, of which each network leaves out some}
    public int rows() {
        return ensembles.getFirst().rows();
    }

    /// {@return how many rows each network leaves out, about}
    public int rowsLeftOut() {
        return ensembles.getFirst().rowsLeftOut();
    }

    /// {@return a blend of only the first of these ensembles}
    public Blend first() {
        return of(ensembles.getFirst());
    }

    /// {@return whether the ensembles of another blend are the first ones of this, trained as long on as many rows}
    ///
    /// @param other another blend
    public boolean beginsAs(Blend other) {
        return other.ensembles.size() <= ensembles.size()
                && IntStream.range(0, other.ensembles.size())
                        .allMatch(i -> ensembles.get(i).isPlannedAs(other.ensembles.get(i)));
    }

    /// {@return what answers, in words}
    public String title() {
        String all = ensembles.stream().map(Ensemble::title).collect(Collectors.joining(" and, if it helps, "));
        return members() > 1 ? "the mean of " + all : all;
    }

    /// {@return how much each ensemble counts, in words; empty if only one was planned}
    ///
    /// @param trained what the training left
    public String shares(Trained trained) {
        if (ensembles.size() == 1) {
            return "";
        }
        String all = IntStream.range(0, trained.shares().size())
                .mapToObj(i -> String.format(
                        Locale.ROOT,
                        "%s %.0f%%",
                        ensembles.get(i).title(),
                        100 * trained.shares().get(i)))
                .collect(Collectors.joining(", "));
        boolean left = trained.shares().size() < ensembles.size() && trained.finished();
        return left ? all + ", because they were at their best in the end" : all;
    }

    /// {@return how many networks an interruption left out, because they had learned too little}
    ///
    /// @param trained what the training left
    public int notKept(Trained trained) {
        return IntStream.range(0, trained.ensembles().size())
                .map(i -> ensembles.get(i).members()
                        - trained.ensembles().get(i).members().size())
                .sum();
    }

    /// {@return a member of the first ensemble before its training, for a description}
    public Model member() {
        return ensembles.getFirst().member();
    }

    /// {@return the number of networks}
    public int members() {
        return ensembles.stream().mapToInt(Ensemble::members).sum();
    }

    /// {@return the largest number of epochs of a network of the first ensemble}
    public int epochs() {
        return ensembles.getFirst().epochs();
    }

    /// {@return the largest number of epochs of all networks together}
    public int allEpochs() {
        return ensembles.stream()
                .mapToInt(ensemble -> ensemble.members() * ensemble.epochs())
                .sum();
    }

    /// What a training left.
    ///
    /// @param ensembles what each trained ensemble left
    /// @param shares how much each of them counts; their sum is 1
    /// @param leftOut the training rows that a member of each ensemble that counts was trained without
    /// @param outOfFold the answer to each of these rows, of the members that did not see it
    public record Trained(List<Ensemble.Trained> ensembles, List<Double> shares, int[] leftOut, Rows outOfFold) {
        /// {@return whether all networks that began were trained to the end}
        public boolean finished() {
            return ensembles.stream().allMatch(Ensemble.Trained::finished);
        }

        /// {@return the number of networks that count}
        public int members() {
            return IntStream.range(0, shares.size())
                    .filter(i -> shares.get(i) > 0)
                    .map(i -> ensembles.get(i).members().size())
                    .sum();
        }

        /// {@return the mean logs of the members of the first ensemble}
        public History history() {
            return ensembles.getFirst().history();
        }
    }

    /// Trains one ensemble after the other. If the training is stopped, those that have not begun are left out.
    ///
    /// @param known what a blend left that this one [begins as][#beginsAs], which is not trained again;
    ///     null for nothing
    /// @param callbacks notified of the events of each member's training, from several threads
    /// @param threads the number of threads; it changes no bit
    /// @return the trained blend
    public Trained train(@Nullable Trained known, List<Callback> callbacks, int threads) {
        List<Ensemble.Trained> trained = new ArrayList<>(known == null ? List.of() : known.ensembles());
        for (Ensemble next : ensembles.subList(trained.size(), ensembles.size())) {
            if (trained.isEmpty() || callsForAnother(trained.getLast())) {
                trained.add(next.train(callbacks, threads));
            }
        }
        int[] unseen = unseenByAll(trained);
        List<Double> shares = trained.size() == 1
                ? List.of(1.0)
                : Shares.of(
                        ensembles.getFirst().head().loss(),
                        ensembles.getFirst().data().select(unseen),
                        answers(trained, unseen));
        List<Ensemble.Trained> counted = IntStream.range(0, trained.size())
                .filter(i -> shares.get(i) > 0)
                .mapToObj(trained::get)
                .toList();
        int[] leftOut = unseenByAll(counted);
        List<Double> positive = shares.stream().filter(share -> share > 0).toList();
        return new Trained(List.copyOf(trained), shares, leftOut, sum(positive, answers(counted, leftOut)));
    }

    /// Returns the rows that each ensemble has an out-of-fold answer to. The answers of the others would be those
    /// of one recipe, which are surer of themselves than the sum.
    private static int[] unseenByAll(List<Ensemble.Trained> trained) {
        return Arrays.stream(trained.getFirst().leftOut())
                .filter(row -> trained.stream().allMatch(one -> place(one, row) >= 0))
                .toArray();
    }

    private static List<Rows> answers(List<Ensemble.Trained> trained, int[] rows) {
        return trained.stream()
                .map(one -> one.outOfFold()
                        .select(Arrays.stream(rows).map(row -> place(one, row)).toArray()))
                .toList();
    }

    private static int place(Ensemble.Trained one, int row) {
        return Arrays.binarySearch(one.leftOut(), row);
    }

    private static Rows sum(List<Double> shares, List<Rows> answers) {
        float[] sum = new float[answers.getFirst().toArray().length];
        for (int i = 0; i < shares.size(); i++) {
            float[] answer = answers.get(i).toArray();
            for (int j = 0; j < sum.length; j++) {
                sum[j] += (float) (shares.get(i) * answer[j]);
            }
        }
        return Rows.wrap(sum, answers.getFirst().width());
    }

    private static boolean callsForAnother(Ensemble.Trained last) {
        List<Double> losses = last.history().values().getOrDefault("val_loss", List.of());
        int best = losses.isEmpty() ? 0 : losses.indexOf(Collections.min(losses));
        return last.finished() && best + 1 <= EARLY * losses.size();
    }

    /// Makes one model of a trained blend: it takes raw rows, and answers with the sum of all shares.
    ///
    /// @param trained what the training left
    /// @param decoder layers after the sum, which turn what is learned into the units of the data
    /// @return the model
    public Model join(Trained trained, List<Layer> decoder) {
        Ensemble first = ensembles.getFirst();
        Input input = Layers.input(first.data().input().width());
        Node encoded = first.encoding().asBlock("encoding").apply(input);
        List<Model> members = new ArrayList<>();
        List<Node> answers = new ArrayList<>();
        for (int i = 0; i < trained.shares().size(); i++) {
            double share = trained.shares().get(i);
            if (share > 0) {
                List<Model> some = trained.ensembles().get(i).members();
                Node mean = Ensemble.mean(some, members.size(), encoded);
                answers.add(
                        share == 1
                                ? mean
                                : new Rescaling(share, 0)
                                        .named("share_" + (i + 1))
                                        .apply(mean));
                members.addAll(some);
            }
        }
        Node answer = answers.size() == 1
                ? answers.getFirst()
                : new Add().named("blend").apply(answers.toArray(Node[]::new));
        for (Layer layer : decoder) {
            answer = layer.apply(answer);
        }
        Model whole = Model.of(input, answer).seed(first.seed());
        Transfer.weights(first.encoding(), whole, "encoding");
        for (int member = 0; member < members.size(); member++) {
            Transfer.weights(members.get(member), whole, Ensemble.name(member));
        }
        return whole;
    }
}
