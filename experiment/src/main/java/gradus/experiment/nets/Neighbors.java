package gradus.experiment.nets;

import gradus.Fit;
import gradus.History;
import gradus.Model;
import gradus.callbacks.Callback;
import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.internal.EvenlySpaced;
import gradus.math.RandomStream;
import gradus.problems.Head;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// The known rows nearest to a row, [whose mean answers][NearestMean]. They know what a network smooths over: values
/// that only some rows share, or rows that are there twice.
///
/// The answers to the first [parts of the rows][LeftOut] are out-of-fold answers. The others are asked, one after the
/// other, to learn which columns matter.
final class Neighbors implements BlendPart {
    /// Parts of the learning, each with other rows.
    private static final int ROUNDS = 10;
    /// Of each round.
    private static final int STEPS = 40;

    private static final double FIRST_RATE = 0.1;
    private static final double LAST_RATE = 0.01;
    /// The numbers of known rows in the model.
    private static final int FEWEST_ROWS = 500;

    private static final int MOST_ROWS = 50_000;
    /// The largest number of known rows while factors are learned.
    private static final int MOST_CANDIDATES = 20_000;
    /// The largest number of out-of-fold answers, unless a part is larger.
    private static final int MOST_JUDGED = 6_000;
    /// Rows that decide how near is near.
    private static final int MOST_ASKED = 1_000;
    /// Multiplications and additions of a value of a known row in a step, twice for the factors in the bias.
    private static final int OPERATIONS = 8;
    /// What the exponential and its like cost, in values of a row.
    private static final int EXPONENTIAL = 64;
    /// By which all factors grow or shrink to find out how near is near, before and after they are learned.
    private static final double COARSE = 4;

    private static final double FINE = 1.4;

    private final Head head;
    private final Dataset rows;
    private final Budget budget;
    private final long seed;
    private final Model encoding;
    private final LeftOut leftOut;
    private final int folds;

    private Neighbors(Head head, Dataset rows, Budget budget, long seed, Model encoding, LeftOut leftOut) {
        this.head = head;
        this.rows = rows;
        this.budget = budget;
        this.seed = seed;
        this.encoding = encoding;
        this.leftOut = leftOut;
        folds = Math.min(Budget.folds(rows.rows()), leftOut.mostParts(rows.rows()));
    }

    /// Plans nearest rows.
    ///
    /// @param head what is answered
    /// @param rows the training rows, with targets as they are learned
    /// @param budget what learning may cost
    /// @param seed the seed of everything random; the same as that of the ensemble that answers with it
    static Neighbors of(Head head, Dataset rows, Budget budget, long seed) {
        return new Neighbors(head, rows, budget, seed, TableEncoding.of(rows.input(), 0), LeftOut.AT_RANDOM);
    }

    @Override
    public Neighbors leavingOut(LeftOut other) {
        return new Neighbors(head, rows, budget, seed, encoding, other);
    }

    @Override
    public String title() {
        return "the nearest rows";
    }

    /// The model is a file that others may get.
    @Override
    public String caution() {
        return String.format(
                Locale.ROOT,
                "the model holds %,d training rows, encoded; with net realmlp it holds none",
                places(width()).length);
    }

    @Override
    public int allEpochs() {
        return ROUNDS;
    }

    @Override
    public Model encoding() {
        return encoding;
    }

    @Override
    public boolean isPlannedAs(BlendPart other) {
        return other instanceof Neighbors neighbors
                && rows.rows() == neighbors.rows.rows()
                && budget.equals(neighbors.budget);
    }

    private int width() {
        return Ensemble.width(encoding, rows);
    }

    /// Returns the known rows: all, unless there are too many to compare each with each in time.
    private int[] places(int width) {
        double most = Math.sqrt(budget.operations() / 4 / (width + answers() + EXPONENTIAL));
        return EvenlySpaced.places(rows.rows(), (int) Math.clamp(most, FEWEST_ROWS, MOST_ROWS));
    }

    private int answers() {
        return NearestMean.answers(head, rows.target());
    }

    @Override
    public Trained train(List<Callback> callbacks, int threads) {
        int width = width();
        int[] places = places(width);
        Dataset some = rows.select(places);
        Dataset known = new Dataset(List.of(encoding.predict(some.input())), some.targets(), null);
        int[] all = leftOut.parts(
                rows.target(), head.task(), folds, RandomStream.of(seed).derive("folds"));
        int[] parts = Arrays.stream(places).map(place -> all[place]).toArray();
        return new Learning(known, parts, threads).train(places, callbacks);
    }

    /// The learning from some rows.
    private final class Learning {
        private final Dataset known;
        private final int[] parts;
        private final int threads;
        private final int candidates;
        private final int judged;
        private final int end;

        /// @param known the rows, encoded
        /// @param parts the part of each
        Learning(Dataset known, int[] parts, int threads) {
            this.known = known;
            this.parts = parts;
            this.threads = threads;
            double work = (double) ROUNDS * STEPS * TableNet.BATCH_SIZE * OPERATIONS;
            double most = budget.operations() / 3 / work / (known.input().width() + answers() / 2.0 + EXPONENTIAL);
            candidates = (int) Math.clamp(most, 100, MOST_CANDIDATES);
            judged = leftOut.isSame() ? 1 : Math.clamp((long) MOST_JUDGED * folds / known.rows(), 1, folds / 2);
            end = leftOut.isSame() ? 2 : folds;
        }

        Trained train(int[] places, List<Callback> callbacks) {
            int width = known.input().width();
            NearestMean mean = best(NearestMean.of(head, width, 1.0 / width), COARSE, candidates);
            for (int round = 0; round < ROUNDS; round++) {
                RandomStream random = RandomStream.of(seed).derive("nearest").derive(round);
                int part = judged + round % (end - judged);
                int[] asked = some(rowsOf(p -> p == part), STEPS * TableNet.BATCH_SIZE, random.derive("asked"));
                int[] others = some(rowsOf(p -> leftOut.knows(part, p)), candidates, random.derive("known"));
                NearestMean learned = mean.learn(
                        known.select(others),
                        repeated(asked),
                        FIRST_RATE * Math.pow(LAST_RATE / FIRST_RATE, round / (ROUNDS - 1.0)),
                        Fit.epochs(1).batchSize(TableNet.BATCH_SIZE).callbacks(callbacks),
                        threads);
                if (learned == null) {
                    return new Trained(List.of(), new int[0], Rows.wrap(new float[0], 1), new History(), false);
                }
                mean = learned;
            }
            mean = best(mean, FINE, known.rows());
            int[] own = rowsOf(p -> p < judged);
            return new Trained(
                    List.of(mean.model(known)),
                    Arrays.stream(own).map(row -> places[row]).toArray(),
                    outOfFold(mean, own),
                    new History(),
                    true);
        }

        /// Returns some rows, chosen at random.
        private static int[] some(int[] rows, int most, RandomStream random) {
            int[] order = new int[rows.length];
            random.permute(order);
            return Arrays.stream(order).limit(most).map(place -> rows[place]).toArray();
        }

        private static int[] spread(int[] rows, int most) {
            return Arrays.stream(EvenlySpaced.places(rows.length, most))
                    .map(place -> rows[place])
                    .toArray();
        }

        /// Returns rows, again and again until they are enough for a round.
        private Dataset repeated(int[] asked) {
            return known.select(IntStream.range(0, STEPS * TableNet.BATCH_SIZE)
                    .map(i -> asked[i % asked.length])
                    .toArray());
        }

        /// Returns the multiple of the factors that errs least on the asked parts, found step by step.
        private NearestMean best(NearestMean mean, double step, int most) {
            NearestMean best = mean;
            double least = loss(mean, most);
            for (double factor : new double[] {step, 1 / step}) {
                NearestMean next = best.times(factor);
                for (double loss = loss(next, most); loss < least; loss = loss(next, most)) {
                    best = next;
                    least = loss;
                    next = best.times(factor);
                }
            }
            return best;
        }

        private double loss(NearestMean mean, int most) {
            double loss = 0;
            for (int part = judged; part < end; part++) {
                int number = part;
                Dataset asked = known.select(spread(rowsOf(p -> p == number), MOST_ASKED / (end - judged)));
                int[] others = spread(rowsOf(p -> leftOut.knows(number, p)), most);
                loss += Shares.loss(
                        head.loss(), asked, answer(mean, others, asked.input()).toArray());
            }
            return loss;
        }

        private Rows outOfFold(NearestMean mean, int[] own) {
            int width = answers();
            float[] answers = new float[own.length * width];
            for (int part = 0; part < judged; part++) {
                int number = part;
                int[] inPart = IntStream.range(0, own.length)
                        .filter(i -> parts[own[i]] == number)
                        .toArray();
                Rows asked = known.input()
                        .select(Arrays.stream(inPart).map(i -> own[i]).toArray());
                Rows some = answer(mean, rowsOf(p -> leftOut.knows(number, p)), asked);
                for (int i = 0; i < inPart.length; i++) {
                    some.copy(i, answers, inPart[i] * width);
                }
            }
            return Rows.wrap(answers, width);
        }

        private Rows answer(NearestMean mean, int[] others, Rows asked) {
            return mean.model(known.select(others)).threads(threads).predict(asked);
        }

        private int[] rowsOf(IntPredicate part) {
            return IntStream.range(0, parts.length)
                    .filter(row -> part.test(parts[row]))
                    .toArray();
        }
    }
}
