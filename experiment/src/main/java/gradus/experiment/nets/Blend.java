package gradus.experiment.nets;

import gradus.History;
import gradus.Model;
import gradus.Transfer;
import gradus.callbacks.Callback;
import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.initializers.Identity;
import gradus.layers.Add;
import gradus.layers.Average;
import gradus.layers.Input;
import gradus.layers.Layer;
import gradus.layers.Layers;
import gradus.layers.Node;
import gradus.layers.Rescaling;
import gradus.layers.operations.Operations;
import gradus.problems.Head;
import gradus.problems.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An ensemble and other parts, whose answers are added, each with its [share][Shares]. Where parts are equally good,
/// they get different rows wrong, and where one is no good for a table, it gets no share.
public final class Blend {
    /// Of the budget, for the second part.
    private static final double SECOND = 1 / 6.0;

    /// Fewer rows cannot tell what a second part is worth.
    private static final int FEWEST_ROWS = 2_000;

    /// Chosen by the log loss of seven tables: six have their smallest above it, one a little below.
    private static final double SHARPER = 0.08;

    private final Ensemble first;
    private final List<BlendPart> parts;

    Blend(Ensemble first, BlendPart... others) {
        this.first = first;
        parts = Stream.concat(Stream.of(first), Stream.of(others)).toList();
    }

    /// Plans a blend of one ensemble.
    ///
    /// @param ensemble the ensemble
    /// @return the blend
    public static Blend of(Ensemble ensemble) {
        return new Blend(ensemble);
    }

    /// Plans a blend of networks by the recipe of RealMLP and, unless the table is small, of the nearest rows.
    ///
    /// @param head what each ends in, and learns by
    /// @param rows the training rows, with targets as they are learned
    /// @param budget what it may cost
    /// @param seed the seed of everything random
    /// @return the blend, not trained yet
    public static Blend of(Head head, Dataset rows, Budget budget, long seed) {
        return rows.rows() < FEWEST_ROWS
                ? of(Ensemble.realMlp(head, rows, budget, seed))
                : new Blend(
                        Ensemble.realMlp(head, rows, budget.times(1 - SECOND), seed),
                        Neighbors.of(head, rows, budget.times(SECOND), seed));
    }

    /// Returns a blend that leaves out rows in another way.
    ///
    /// @param leftOut which rows each network leaves out
    /// @return the blend
    public Blend leavingOut(LeftOut leftOut) {
        return new Blend(
                first.leavingOut(leftOut),
                further().map(part -> part.leavingOut(leftOut)).toArray(BlendPart[]::new));
    }

    private Stream<BlendPart> further() {
        return parts.stream().skip(1);
    }

    /// {@return the number of training rows, of which each network leaves out some}
    public int rows() {
        return first.rows();
    }

    /// {@return how many rows each network leaves out, about}
    public int rowsLeftOut() {
        return first.rowsLeftOut();
    }

    /// {@return whether each network leaves out the same rows, the last ones in time}
    public boolean leavesOutTheLast() {
        return first.leavesOutTheLast();
    }

    /// {@return a blend of only the first part}
    public Blend first() {
        return of(first);
    }

    /// {@return whether the parts of another blend are the first ones of this, trained as long on as many rows}
    ///
    /// @param other another blend
    public boolean beginsAs(Blend other) {
        return other.parts.size() <= parts.size()
                && IntStream.range(0, other.parts.size())
                        .allMatch(i -> parts.get(i).isPlannedAs(other.parts.get(i)));
    }

    /// {@return what the networks are, in words}
    public String title() {
        return members() > 1 ? "the mean of " + first.title() : first.title();
    }

    /// {@return what else answers where it helps, in words; empty for nothing}
    public String others() {
        return further().map(part -> " and, if they help, " + part.title()).collect(Collectors.joining());
    }

    /// {@return how much each part counts, in words; empty if only one was planned}
    ///
    /// @param trained what the training left
    public String shares(Trained trained) {
        if (parts.size() == 1) {
            return "";
        }
        int count = trained.shares().size();
        String counted = IntStream.range(0, count)
                .mapToObj(i -> share(parts.get(i), trained.shares().get(i)))
                .collect(Collectors.joining(", "));
        String missing =
                parts.stream().skip(count).map(part -> ", " + share(part, 0)).collect(Collectors.joining());
        return missing.isEmpty() ? counted : counted + missing + ", because the training was interrupted";
    }

    private static String share(BlendPart part, double share) {
        String caution = share > 0 ? part.caution() : "";
        return String.format(Locale.ROOT, "%s %.0f%%", part.title(), 100 * share)
                + (caution.isEmpty() ? "" : " (" + caution + ")");
    }

    /// {@return how many networks an interruption left out, because they had learned too little}
    ///
    /// @param trained what the training left
    public int notKept(Trained trained) {
        return members() - trained.members();
    }

    /// {@return a network before its training, for a description}
    public Model member() {
        return first.member();
    }

    /// {@return the number of networks}
    public int members() {
        return first.members();
    }

    /// {@return the largest number of epochs of a network}
    public int epochs() {
        return first.epochs();
    }

    /// {@return the largest number of epochs of everything that is trained}
    public int allEpochs() {
        return parts.stream().mapToInt(BlendPart::allEpochs).sum();
    }

    /// {@return the factor by which the sums before a softmax or sigmoid of the mean may be larger than those of single
    /// networks, which gave the out-of-fold answers: where one of them is too sure, others are not; 1 where the mean
    /// gave them}
    ///
    /// @param trained what the training left
    public double sharpness(Trained trained) {
        return leavesOutTheLast() ? 1 : 1 + SHARPER * (1 - 1.0 / trained.members());
    }

    /// What a training left.
    ///
    /// @param parts what each trained part left
    /// @param shares how much each of them counts; their sum is 1
    /// @param leftOut the training rows that each part that counts was trained without, once at least
    /// @param outOfFold the answer to each of these rows, by what was trained without it
    /// @param finished whether everything that was planned was trained to the end
    public record Trained(
            List<BlendPart.Trained> parts, List<Double> shares, int[] leftOut, Rows outOfFold, boolean finished) {
        /// {@return the number of networks}
        public int members() {
            return parts.getFirst().members().size();
        }

        /// {@return the mean logs of the networks}
        public History history() {
            return parts.getFirst().history();
        }
    }

    /// Trains one part after the other. If the training is stopped, parts that have not finished are left out, except
    /// the first.
    ///
    /// @param known what a blend left that this one [begins as][#beginsAs], which is not trained again;
    ///     null for nothing
    /// @param callbacks notified of the events of each training, from several threads
    /// @param threads the number of threads; it changes no bit
    /// @return the trained blend
    public Trained train(@Nullable Trained known, List<Callback> callbacks, int threads) {
        List<BlendPart.Trained> trained = new ArrayList<>(known == null ? List.of() : known.parts());
        boolean finished = known == null || known.finished();
        for (int i = trained.size(); i < parts.size() && finished; i++) {
            BlendPart.Trained next = parts.get(i).train(callbacks, threads);
            finished = next.finished();
            if (finished || i == 0) {
                trained.add(next);
            }
        }
        int[] unseen = unseenByAll(trained);
        List<Double> shares = trained.size() == 1
                ? List.of(1.0)
                : Shares.of(first.head().loss(), first.data().select(unseen), answers(trained, unseen));
        List<BlendPart.Trained> counted = IntStream.range(0, trained.size())
                .filter(i -> shares.get(i) > 0)
                .mapToObj(trained::get)
                .toList();
        int[] leftOut = unseenByAll(counted);
        List<Double> positive = shares.stream().filter(share -> share > 0).toList();
        return new Trained(List.copyOf(trained), shares, leftOut, sum(positive, answers(counted, leftOut)), finished);
    }

    /// Returns the rows that each part has an out-of-fold answer to. The answers to the others would be those of one
    // part, which are surer of themselves than the sum.
    private static int[] unseenByAll(List<BlendPart.Trained> trained) {
        return Arrays.stream(trained.getFirst().leftOut())
                .filter(row -> trained.stream().allMatch(one -> place(one, row) >= 0))
                .toArray();
    }

    private static List<Rows> answers(List<BlendPart.Trained> trained, int[] rows) {
        return trained.stream()
                .map(one -> one.outOfFold()
                        .select(Arrays.stream(rows).map(row -> place(one, row)).toArray()))
                .toList();
    }

    private static int place(BlendPart.Trained one, int row) {
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

    /// Makes one model of a trained blend: it takes raw rows, and answers with the sum of all shares.
    ///
    /// @param trained what the training left
    /// @param decoder layers after the sum, which turn what is learned into the units of the data
    /// @return the model
    public Model join(Trained trained, List<Layer> decoder) {
        Input input = Layers.input(first.data().input().width());
        Map<String, Model> blocks = new LinkedHashMap<>();
        List<Node> answers = new ArrayList<>();
        int members = 0;
        for (int i = 0; i < trained.shares().size(); i++) {
            double share = trained.shares().get(i);
            if (share > 0) {
                BlendPart part = parts.get(i);
                Node encoded = block(blocks, i == 0 ? "encoding" : "encoding_" + (i + 1), part.encoding(), input);
                List<Node> all = new ArrayList<>();
                for (Model member : trained.parts().get(i).members()) {
                    members++;
                    all.add(block(blocks, "member_" + members, member, encoded));
                }
                Node mean = all.size() == 1
                        ? all.getFirst()
                        : new Average().named("mean").apply(all.toArray(Node[]::new));
                answers.add(
                        share == 1
                                ? mean
                                : new Rescaling(share, 0)
                                        .named("share_" + (i + 1))
                                        .apply(mean));
            }
        }
        Node answer = answers.size() == 1
                ? answers.getFirst()
                : lastLayer(new Add().named("blend").apply(answers.toArray(Node[]::new)));
        for (Layer layer : decoder) {
            answer = layer.apply(answer);
        }
        Model whole = Model.of(input, answer).seed(first.seed());
        blocks.forEach((name, block) -> Transfer.weights(block, whole, name));
        return whole;
    }

    /// Returns probabilities as the answer of a last layer, into which a temperature can be folded. The softmax of
    /// their logarithms are the probabilities themselves.
    private Node lastLayer(Node probabilities) {
        Task task = first.head().task();
        if (task == Task.REGRESSION || task == Task.MULTILABEL) {
            return probabilities;
        }
        Node log = Operations.log(probabilities);
        Node sums = task == Task.BINARY ? log.minus(Operations.log(new Rescaling(-1, 1).apply(probabilities))) : log;
        return task.head(NearestMean.answers(first.head(), first.data().target()))
                .useBias(false)
                .kernelInitializer(new Identity())
                .frozen()
                .named("probabilities")
                .apply(sums);
    }

    private static Node block(Map<String, Model> blocks, String name, Model model, Node input) {
        blocks.put(name, model);
        return model.asBlock(name).apply(input);
    }
}
