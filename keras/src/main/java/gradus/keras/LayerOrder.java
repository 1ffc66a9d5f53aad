package gradus.keras;

import gradus.training.Graph;
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
/// the outputs.
final class LayerOrder {
    private LayerOrder() {}

    /// Indices of a graph's layers in Keras's order.
    static List<Integer> of(Graph graph) {
        List<Integer> order = IntStream.range(0, graph.layers().size()).boxed().toList();
        if (graph.sequential()) {
            return order;
        }
        int[] visit = new int[graph.layers().size()];
        Arrays.fill(visit, Integer.MAX_VALUE);
        List<Integer> finished = walk(graph, visit);
        int[] layerDepth = depths(graph, finished);
        return order.stream()
                .sorted(Comparator.<Integer>comparingInt(layer -> -layerDepth[layer])
                        .thenComparingInt(layer -> visit[layer]))
                .toList();
    }

    /// The names of the weight groups: `dense_1` for the second `Dense`.
    ///
    /// @param order indices of the graph's layers
    /// @return one name a layer of the graph
    static List<String> groupNames(Graph graph, List<Integer> order) {
        String[] names = new String[graph.layers().size()];
        Map<String, Integer> counts = new HashMap<>();
        for (int layer : order) {
            String name = graph.layers().get(layer).layer().defaultName();
            int count = counts.merge(name, 1, Integer::sum) - 1;
            names[layer] = count == 0 ? name : name + "_" + count;
        }
        return List.of(names);
    }

    /// Walks back from the outputs, depth first, and numbers layers as they are first met.
    ///
    /// @return the calls, each after those it needs
    private static List<Integer> walk(Graph graph, int[] visit) {
        List<Integer> finished = new ArrayList<>();
        boolean[] seen = new boolean[graph.calls().size()];
        int visits = 0;
        Deque<int[]> path = new ArrayDeque<>();
        for (int output : graph.outputs()) {
            if (!seen[output]) {
                path.push(new int[] {output, -1});
            }
            while (!path.isEmpty()) {
                int[] top = path.getFirst();
                Graph.Call call = graph.calls().get(top[0]);
                if (top[1] < 0) {
                    seen[top[0]] = true;
                    if (visit[call.layer()] == Integer.MAX_VALUE) {
                        visit[call.layer()] = visits++;
                    }
                    top[1] = 0;
                }
                if (top[1] == call.inputs().size()) {
                    finished.add(path.pop()[0]);
                } else {
                    int input = call.inputs().get(top[1]++);
                    if (!seen[input]) {
                        path.push(new int[] {input, -1});
                    }
                }
            }
        }
        return finished;
    }

    private static int[] depths(Graph graph, List<Integer> finished) {
        int[] callDepth = new int[graph.calls().size()];
        int[] layerDepth = new int[graph.layers().size()];
        for (int call : finished.reversed()) {
            int layer = graph.calls().get(call).layer();
            layerDepth[layer] = Math.max(callDepth[call], layerDepth[layer]);
            for (int input : graph.calls().get(call).inputs()) {
                callDepth[input] = Math.max(layerDepth[layer] + 1, callDepth[input]);
            }
        }
        return layerDepth;
    }
}
