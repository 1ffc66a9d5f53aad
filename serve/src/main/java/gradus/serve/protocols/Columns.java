package gradus.serve.protocols;

import gradus.serve.models.Datatype;
import gradus.serve.models.ModelVersion;
import gradus.serve.models.Tensor;
import gradus.serve.models.TensorSpec;
import gradus.serve.web.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Rows of a table for a model whose file knows no columns: they are its inputs by name, or one after the other.
final class Columns {
    private Columns() {}

    static List<Tensor> tensors(ModelVersion version, List<Map<String, @Nullable Object>> rows) {
        if (rows.isEmpty()) {
            throw Refusal.bad("a request needs at least one row, got none");
        }
        Set<String> names = rows.getFirst().keySet();
        List<TensorSpec> inputs = version.inputs();
        int width = inputs.stream().mapToInt(TensorSpec::size).sum();
        if (names.size() != width) {
            throw Refusal.bad(
                    "model \"" + version.name() + "\" takes " + width + " columns, got " + names.size() + ": " + names);
        }
        List<String> inputNames = inputs.stream().map(TensorSpec::name).toList();
        // A column for each input: they may come in any order.
        List<String> order = inputs.size() == width && names.containsAll(inputNames) ? inputNames : List.copyOf(names);
        List<Tensor> tensors = new ArrayList<>();
        int at = 0;
        for (TensorSpec input : inputs) {
            tensors.add(tensor(input, rows, order.subList(at, at + input.size())));
            at += input.size();
        }
        return tensors;
    }

    private static Tensor tensor(TensorSpec input, List<Map<String, @Nullable Object>> rows, List<String> names) {
        List<Integer> shape = new ArrayList<>(input.shape());
        shape.addFirst(rows.size());
        boolean text = input.type() == Datatype.BYTES;
        double[] numbers = new double[text ? 0 : rows.size() * input.size()];
        List<@Nullable String> texts = new ArrayList<>();
        int at = 0;
        for (int row = 0; row < rows.size(); row++) {
            for (String name : names) {
                Object value = rows.get(row).get(name);
                if (value == null) {
                    throw Refusal.bad("row " + (row + 1) + " has no value in column \"" + name + "\"");
                }
                if (text) {
                    texts.add(value.toString());
                } else {
                    numbers[at++] = number(value, row, name);
                }
            }
        }
        return text ? Tensor.of(shape, texts) : Tensor.of(shape, numbers);
    }

    private static double number(Object value, int row, String name) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        if (value instanceof Boolean truth) {
            return truth ? 1 : 0;
        }
        try {
            double number = Double.parseDouble(value.toString());
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw Refusal.bad("row " + (row + 1) + ": column \"" + name + "\" must be a number, got \"" + value + "\"");
    }
}
