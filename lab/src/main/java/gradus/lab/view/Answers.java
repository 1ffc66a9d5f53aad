package gradus.lab.view;

import gradus.data.Dataset;
import gradus.lab.messages.Messages.Mistake;
import gradus.lab.messages.Messages.Mistakes;
import gradus.lab.run.Run;
import gradus.problems.Task;
import gradus.training.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// What a network says about the rows that judge it, beside what is true.
final class Answers {
    private static final int PAIRS = 250;
    private static final int BATCHES = 4;
    private static final int MOST = 1024;
    private static final int ROWS = 40;
    private static final int COLUMNS = 16;

    private final Task task;
    private final Dataset judged;
    private final Network network;
    private final int width;

    /// Through a network for inference.
    Answers(Task task, Dataset judged, Network network, int width) {
        this.task = task;
        this.judged = judged;
        this.network = network;
        this.width = width;
    }

    /// Receives the prediction of one row.
    private interface Visitor {
        void row(int row, float[] target, float[] answers, int at);
    }

    private void visit(int most, Visitor visitor) {
        float[] target = new float[judged.target().width()];
        int inputs = judged.input().width();
        int total = Math.min(judged.rows(), most);
        for (int from = 0; from < total; from += network.capacity()) {
            int count = Math.min(network.capacity(), total - from);
            for (int row = 0; row < count; row++) {
                judged.input().copy(from + row, network.input(0), row * inputs);
            }
            network.forward(count, false, 0);
            for (int row = 0; row < count; row++) {
                judged.target().copy(from + row, target, 0);
                visitor.row(from + row, target, network.output(0), row * width);
            }
        }
    }

    /// How often each class, by rows, was taken for each, by columns; empty for a regression.
    List<List<Integer>> confusion() {
        int classes = task == Task.BINARY ? 2 : task == Task.MULTICLASS ? width : 0;
        if (classes == 0) {
            return List.of();
        }
        int[][] counts = new int[classes][classes];
        visit(BATCHES * network.capacity(), (row, target, answers, at) -> counts[actual(target)][said(answers, at)]++);
        List<List<Integer>> confusion = new ArrayList<>();
        for (int[] line : counts) {
            confusion.add(Arrays.stream(line).boxed().toList());
        }
        return confusion;
    }

    /// Actual and predicted values of a regression; empty for classes.
    List<List<Float>> pairs() {
        List<List<Float>> pairs = new ArrayList<>();
        if (task == Task.REGRESSION) {
            visit(PAIRS, (row, target, answers, at) -> pairs.add(List.of(target[0], answers[at])));
        }
        return pairs;
    }

    /// Rows that are answered wrong, the surest first; of a regression those that are furthest off.
    Mistakes mistakes(Run run) {
        List<Mistake> found = new ArrayList<>();
        int shown = Describer.imageSide(run) > 0
                ? judged.input().width()
                : Math.min(COLUMNS, judged.input().width());
        int[] looked = {0};
        double deviation = Scale.of(judged.target()).deviation();
        visit(MOST, (row, target, answers, at) -> {
            looked[0]++;
            double actual = task == Task.REGRESSION ? target[0] : actual(target);
            double said = task == Task.REGRESSION ? answers[at] : said(answers, at);
            if (task != Task.REGRESSION && actual == said) {
                return;
            }
            double sure = task == Task.REGRESSION ? Math.abs(said - actual) / deviation : sure(answers, at, width);
            float[] values = new float[judged.input().width()];
            judged.input().copy(row, values, 0);
            found.add(new Mistake(
                    row,
                    Describer.answer(run, actual),
                    Describer.answer(run, said),
                    sure,
                    Arrays.copyOf(values, shown)));
        });
        found.sort(Comparator.comparingDouble(Mistake::sure).reversed());
        return new Mistakes(
                run.id(), found.size(), looked[0], List.copyOf(found.subList(0, Math.min(ROWS, found.size()))));
    }

    private int actual(float[] target) {
        return target.length == 1 ? Math.round(target[0]) : best(target, 0, target.length);
    }

    private int said(float[] answers, int at) {
        return said(answers, at, width);
    }

    /// The class that some answers mean, counted from the first of them.
    static int said(float[] answers, int at, int width) {
        return width == 1 ? (answers[at] > 0.5 ? 1 : 0) : best(answers, at, width);
    }

    /// The probability of that class.
    static float sure(float[] answers, int at, int width) {
        return width == 1 ? Math.max(answers[at], 1 - answers[at]) : answers[at + best(answers, at, width)];
    }

    /// The place of the largest of some numbers, counted from the first of them.
    static int best(float[] answers, int from, int width) {
        int best = 0;
        for (int i = 1; i < width; i++) {
            if (answers[from + i] > answers[from + best]) {
                best = i;
            }
        }
        return best;
    }
}
