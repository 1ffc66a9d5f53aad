package gradus;

import gradus.training.Graph;
import gradus.training.Parameters;
import gradus.training.Updater;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The table of a model's layers, in the format of Keras.
final class Summary {
    private Summary() {}

    static String of(Graph graph, Parameters parameters, @Nullable Updater updater) {
        boolean connections = !graph.sequential();
        List<List<String>> rows = new ArrayList<>();
        rows.add(header(connections));
        long trainable = 0;
        long frozen = 0;
        boolean[] seen = new boolean[graph.layers().size()];
        for (Graph.Call call : graph.calls()) {
            Graph.Entry entry = graph.entry(call);
            long count = 0;
            for (Parameters.Slice slice : parameters.slices(call.layer())) {
                count += slice.size();
                if (!seen[call.layer()]) {
                    boolean counts = entry.trainable() && slice.spec().trainable();
                    trainable += counts ? slice.size() : 0;
                    frozen += counts ? 0 : slice.size();
                }
            }
            seen[call.layer()] = true;
            if (graph.sequential() && entry.isInput()) {
                continue;
            }
            List<String> row = new ArrayList<>();
            row.add(entry.name() + " (" + entry.layer().className() + ")");
            row.add(call.shape().toString());
            row.add(grouped(count));
            if (connections) {
                row.add(String.join(
                        ", ",
                        call.inputs().stream()
                                .map(i -> graph.entry(graph.calls().get(i)).name())
                                .toList()));
            }
            rows.add(row);
        }
        StringBuilder text = new StringBuilder("Model: \"" + graph.name() + "\"\n");
        table(rows, text);
        text.append(" Total params: ").append(sized(trainable + frozen));
        text.append(" Trainable params: ").append(sized(trainable));
        text.append(" Non-trainable params: ").append(sized(frozen));
        if (updater != null && updater.steps() > 0) {
            text.append(" Optimizer params: ").append(sized(slots(updater)));
        }
        return text.toString();
    }

    private static long slots(Updater updater) {
        return updater.state().slots().values().stream()
                .mapToLong(slot -> slot.length)
                .sum();
    }

    private static List<String> header(boolean connections) {
        List<String> header = new ArrayList<>(List.of("Layer (type)", "Output shape", "Param #"));
        if (connections) {
            header.add("Connected to");
        }
        return header;
    }

    private static void table(List<List<String>> rows, StringBuilder text) {
        int[] widths = new int[rows.getFirst().size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        rule(text, widths, "┏━", "━┳━", "━┓\n", "━");
        for (int r = 0; r < rows.size(); r++) {
            String bar = r == 0 ? "┃" : "│";
            for (int i = 0; i < widths.length; i++) {
                String cell = rows.get(r).get(i);
                String gap = " ".repeat(widths[i] - cell.length());
                text.append(bar)
                        .append(' ')
                        .append(i == 2 ? gap + cell : cell + gap)
                        .append(' ');
            }
            text.append(bar).append('\n');
            if (r == 0) {
                rule(text, widths, "┡━", "━╇━", "━┩\n", "━");
            }
        }
        rule(text, widths, "└─", "─┴─", "─┘\n", "─");
    }

    private static void rule(StringBuilder text, int[] widths, String left, String middle, String right, String line) {
        text.append(left);
        for (int i = 0; i < widths.length; i++) {
            text.append(line.repeat(widths[i])).append(i < widths.length - 1 ? middle : right);
        }
    }

    private static String grouped(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    private static String sized(long count) {
        double bytes = count * (double) Float.BYTES;
        String unit = "B";
        for (String next : List.of("KB", "MB", "GB")) {
            if (bytes >= 1024) {
                bytes /= 1024;
                unit = next;
            }
        }
        return String.format(Locale.ROOT, "%s (%.2f %s)%n", grouped(count), bytes, unit);
    }
}
