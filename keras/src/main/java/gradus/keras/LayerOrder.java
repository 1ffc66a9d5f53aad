package gradus.keras;

import gradus.training.Outline;
import gradus.training.Outline.Application;
import gradus.training.Outline.Place;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// The order in which Keras numbers the layers of a model, on which the names of weight groups depend: a chain's own;
/// in a graph by depth, the number of steps to the outputs, and at equal depth by the first visit of a walk back from
/// the outputs. A nested model counts as one layer.
final class LayerOrder {
    private LayerOrder() {}

    /// Indices of a level's units in Keras's order.
    static List<Integer> of(Outline level) {
        List<Integer> order = IntStream.range(0, level.units().size()).boxed().toList();
        if (level.sequential()) {
            return order;
        }
        int[] visit = new int[level.units().size()];
        Arrays.fill(visit, Integer.MAX_VALUE);
        List<Integer> finished = walk(level, visit);
        int[] unitDepth = depths(level, finished);
        return order.stream()
                .sorted(Comparator.<Integer>comparingInt(unit -> -unitDepth[unit])
                        .thenComparingInt(unit -> visit[unit]))
                .toList();
    }

    /// The names of weight groups: `dense_1` for the second `Dense`.
    ///
    /// @param automaticNames of layers in Keras's order
    static List<String> groupNames(List<String> automaticNames) {
        List<String> names = new ArrayList<>();
        Map<String, Integer> counts = new HashMap<>();
        for (String name : automaticNames) {
            int count = counts.merge(name, 1, Integer::sum) - 1;
            names.add(count == 0 ? name : name + "_" + count);
        }
        return names;
    }

    /// The outputs in the order in which Keras comes to them: that of their keys, if they have any.
    private static List<Place> outputs(Outline level) {
        List<String> keys = level.outputKeys();
        return keys.isEmpty()
                ? level.outputs()
                : IntStream.range(0, keys.size())
                        .boxed()
                        .sorted(Comparator.comparing(keys::get))
                        .map(level.outputs()::get)
                        .toList();
    }

    /// Walks back from the outputs, depth first, and numbers units as they are first met.
    ///
    /// @return the applications, each after those it needs
    private static List<Integer> walk(Outline level, int[] visit) {
        List<Integer> finished = new ArrayList<>();
        boolean[] seen = new boolean[level.applications().size()];
        int visits = 0;
        Deque<int[]> path = new ArrayDeque<>();
        for (Place output : outputs(level)) {
            if (!seen[output.application()]) {
                path.push(new int[] {output.application(), -1});
            }
            while (!path.isEmpty()) {
                int[] top = path.getFirst();
                Application application = level.applications().get(top[0]);
                if (top[1] < 0) {
                    seen[top[0]] = true;
                    if (visit[application.unit()] == Integer.MAX_VALUE) {
                        visit[application.unit()] = visits++;
                    }
                    top[1] = 0;
                }
                if (top[1] == application.inputs().size()) {
                    finished.add(path.pop()[0]);
                } else {
                    int input = application.inputs().get(top[1]++).application();
                    if (!seen[input]) {
                        path.push(new int[] {input, -1});
                    }
                }
            }
        }
        return finished;
    }

    private static int[] depths(Outline level, List<Integer> finished) {
        MaskSteps masks = new MaskSteps(level);
        int[] depth = new int[level.applications().size()];
        int[] unitDepth = new int[level.units().size()];
        for (int application : finished.reversed()) {
            int unit = level.applications().get(application).unit();
            unitDepth[unit] = Math.max(depth[application], unitDepth[unit]);
            for (Place input : level.applications().get(application).inputs()) {
                depth[input.application()] = Math.max(unitDepth[unit] + 1, depth[input.application()]);
            }
            masks.of(application)
                    .forEach((input, steps) -> depth[input] = Math.max(unitDepth[unit] + 1 + steps, depth[input]));
        }
        return unitDepth;
    }
}
