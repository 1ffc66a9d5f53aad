package gradus.lab.view;

import gradus.data.Dataset;
import gradus.internal.EvenlySpaced;
import gradus.kernels.Workers;
import gradus.lab.diagnosis.Evidence;
import gradus.lab.run.Run;
import gradus.problems.Task;
import gradus.training.Evaluator;
import gradus.training.Graph;
import gradus.training.Network;
import gradus.training.Parameters;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Evaluates some of the training rows without noise, at moments of a run. One thread at a time.
final class Judge {
    /// Moments that are evaluated.
    static final int MOMENTS = 24;
    /// How many multiplications all of it may take, about.
    private static final double WORK = 2e8;

    private static final int[] ROWS = {48, 512};

    private final Run run;
    private final Task task;
    private final Dataset rows;
    /// The losses of weights that were evaluated, by their arrays.
    private final IdentityHashMap<float[], Double> known = new IdentityHashMap<>();
    private @Nullable Graph graph;
    private @Nullable Parameters parameters;
    private @Nullable Evaluator evaluator;
    private @Nullable Network network;
    private @Nullable Neighbours neighbours;

    Judge(Run run) {
        this.run = run;
        task = run.experiment().task();
        double affordable = WORK / MOMENTS / Math.max(1, run.model().parameterCount());
        int count = (int) Math.min(run.train().rows(), Math.max(ROWS[0], Math.min(ROWS[1], affordable)));
        rows = run.train().select(EvenlySpaced.places(run.train().rows(), count));
    }

    /// What is found at moments, the last of which is now.
    Evidence of(List<Film.Moment> moments) {
        if (run.training() == null || moments.size() < 2) {
            return Evidence.NONE;
        }
        List<Evidence.Moment> losses = new ArrayList<>();
        for (Film.Moment moment : moments) {
            Double loss = known.get(moment.parameters());
            if (loss == null) {
                show(moment);
                loss = evaluate();
                known.put(moment.parameters(), loss);
            }
            losses.add(new Evidence.Moment(moment.step(), loss));
        }
        Set<float[]> kept = Collections.newSetFromMap(new IdentityHashMap<>());
        moments.forEach(moment -> kept.add(moment.parameters()));
        known.keySet().retainAll(kept);
        show(moments.getLast());
        Neighbours near = neighbours;
        if (near == null) {
            near = Neighbours.of(rows, task);
            neighbours = near;
        }
        float[] answers = answers();
        return new Evidence(
                losses, score(answers), near.score(), near.majority(), oneAnswer(answers), near.contradicted());
    }

    @SuppressWarnings("ReferenceEquality") // which graph it is, not what it looks like
    private void show(Film.Moment moment) {
        if (graph != moment.graph()) {
            graph = moment.graph();
            Parameters copy = new Parameters(moment.graph());
            parameters = copy;
            evaluator =
                    new Evaluator(moment.graph(), copy, run.model().compilation(), rows, rows.rows(), Workers.of(1));
            network = Network.forInference(moment.graph(), copy, rows.rows(), Workers.of(1));
        }
        if (parameters != null) {
            System.arraycopy(moment.parameters(), 0, parameters.values(), 0, moment.parameters().length);
        }
    }

    private double evaluate() {
        return evaluator == null ? Double.NaN : evaluator.evaluate().get("loss");
    }

    private float[] answers() {
        if (network == null) {
            return new float[0];
        }
        for (int row = 0; row < rows.rows(); row++) {
            rows.input().copy(row, network.input(0), row * rows.input().width());
        }
        network.forward(rows.rows(), false, 0);
        return network.output(0);
    }

    private int width(float[] answers) {
        return answers.length / rows.rows();
    }

    private double score(float[] answers) {
        int width = width(answers);
        float[] target = new float[rows.target().width()];
        double sum = 0;
        for (int row = 0; row < rows.rows(); row++) {
            rows.target().copy(row, target, 0);
            if (task == Task.REGRESSION) {
                sum += (answers[row * width] - target[0]) * (double) (answers[row * width] - target[0]);
            } else {
                sum += said(answers, row, width) == Neighbours.label(target) ? 1 : 0;
            }
        }
        return task == Task.REGRESSION
                ? 1 - sum / Math.max(1e-12, Neighbours.variance(rows) * rows.rows())
                : sum / rows.rows();
    }

    private static int said(float[] answers, int row, int width) {
        return width == 1 ? (answers[row] > 0.5 ? 1 : 0) : Answers.best(answers, row * width, width);
    }

    private double oneAnswer(float[] answers) {
        int width = width(answers);
        if (task == Task.REGRESSION) {
            double mean = 0;
            double squares = 0;
            for (int row = 0; row < rows.rows(); row++) {
                mean += answers[row * width] / (double) rows.rows();
                squares += (double) answers[row * width] * answers[row * width] / rows.rows();
            }
            return squares - mean * mean < 1e-3 * Neighbours.variance(rows) ? 1 : 0;
        }
        Map<Integer, Integer> counts = new HashMap<>();
        for (int row = 0; row < rows.rows(); row++) {
            counts.merge(said(answers, row, width), 1, Integer::sum);
        }
        return counts.values().stream().mapToInt(Integer::intValue).max().orElse(0) / (double) rows.rows();
    }
}
