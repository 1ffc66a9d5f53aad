package gradus.onnx;

import gradus.data.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// An ONNX graph that is being built: nodes in the order in which they run, constants, inputs and outputs, all
/// connected by the names of values.
///
/// Field numbers and types are those of the [ONNX definition](https://github.com/onnx/onnx/blob/main/onnx/onnx.proto).
final class OnnxGraph {
    /// `TensorProto.DataType`.
    static final int FLOAT = 1;
    static final int INT64 = 7;
    static final int BOOL = 9;
    static final int DOUBLE = 11;

    private final Message nodes = new Message();
    private final Message constants = new Message();
    private final Message inputs = new Message();
    private final Message outputs = new Message();
    private final Set<String> names = new HashSet<>();
    private final Map<Object, String> scalars = new HashMap<>();

    /// An attribute of a node: a name, and the message that holds its value.
    record Attribute(String name, Message message) {
        /// A float. `AttributeProto`: name 1, f 2, type 20 is FLOAT 1.
        static Attribute of(String name, double value) {
            return new Attribute(
                    name, new Message().text(1, name).real(2, (float) value).number(20, 1));
        }

        /// A whole number. i 3, type INT 2.
        static Attribute of(String name, long value) {
            return new Attribute(
                    name, new Message().text(1, name).number(3, value).number(20, 2));
        }

        /// Whole numbers. ints 8, type INTS 7.
        static Attribute of(String name, long... values) {
            Message message = new Message().text(1, name);
            for (long value : values) {
                message.number(8, value);
            }
            return new Attribute(name, message.number(20, 7));
        }

        /// A text. s 4, type STRING 3.
        static Attribute of(String name, String value) {
            return new Attribute(
                    name, new Message().text(1, name).text(4, value).number(20, 3));
        }
    }

    /// Adds an input of rows of a shape, in batches of any size. Returns the name of its value.
    String input(String name, Shape shape) {
        String value = unique(name);
        inputs.message(11, valueInfo(value, shape));
        return value;
    }

    /// Adds an output, which is a copy of a value.
    void output(String name, Shape shape, String value) {
        String output = unique(name);
        addNode("Identity", output, List.of(value), List.of(output));
        outputs.message(12, valueInfo(output, shape));
    }

    /// Adds a node. Returns the name of what comes out.
    ///
    /// @param name wanted for the node and its value
    String node(String operator, String name, List<String> from, Attribute... attributes) {
        String value = unique(name);
        addNode(operator, value, from, List.of(value), attributes);
        return value;
    }

    /// Adds a node with several outputs. Returns their names.
    List<String> nodes(String operator, String name, int count, List<String> from, Attribute... attributes) {
        String node = unique(name);
        List<String> to = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            to.add(unique(node + "/" + i));
        }
        addNode(operator, node, from, to, attributes);
        return to;
    }

    /// `NodeProto`: input 1, output 2, name 3, op_type 4, attribute 5.
    private void addNode(String operator, String name, List<String> from, List<String> to, Attribute... attributes) {
        Message node = new Message();
        from.forEach(value -> node.text(1, value));
        to.forEach(value -> node.text(2, value));
        node.text(3, name).text(4, operator);
        for (Attribute attribute : attributes) {
            node.message(5, attribute.message());
        }
        nodes.message(1, node);
    }

    /// Adds a constant of floats `[from, from + size of the shape)` of an array, which are read when the file is
    /// written.
    String constant(String name, Shape shape, float[] values, int from) {
        String value = unique(name);
        long[] dimensions =
                shape.dimensions().stream().mapToLong(Integer::longValue).toArray();
        constants.message(5, tensor(value, FLOAT, dimensions).floats(9, values, from, from + shape.size()));
        return value;
    }

    /// Adds a constant of doubles, one dimension.
    String constant(String name, double[] values) {
        String value = unique(name);
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asDoubleBuffer().put(values);
        constants.message(5, tensor(value, DOUBLE, values.length).bytes(9, bytes.array()));
        return value;
    }

    /// The constant of one or more whole numbers, one dimension.
    String numbers(long... values) {
        return scalars.computeIfAbsent(Arrays.toString(values), key -> {
            String value = unique(values.length > 8 ? "constant/numbers" : "constant/" + key);
            ByteBuffer bytes = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asLongBuffer().put(values);
            constants.message(5, tensor(value, INT64, values.length).bytes(9, bytes.array()));
            return value;
        });
    }

    /// The constant of a single float.
    String scalar(float number) {
        return scalars.computeIfAbsent(number, key -> {
            String value = unique("constant/" + number);
            constants.message(5, tensor(value, FLOAT).floats(9, new float[] {number}, 0, 1));
            return value;
        });
    }

    /// The constant of a single double.
    String scalar(double number) {
        return scalars.computeIfAbsent(number, key -> {
            String value = unique("constant/double/" + number);
            byte[] bytes = ByteBuffer.allocate(Double.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putDouble(number)
                    .array();
            constants.message(5, tensor(value, DOUBLE).bytes(9, bytes));
            return value;
        });
    }

    /// The whole graph. `GraphProto`: node 1, name 2, initializer 5, input 11, output 12.
    Message message(String name) {
        Message graph = new Message();
        graph.append(nodes).text(2, name).append(constants).append(inputs).append(outputs);
        return graph;
    }

    /// `TensorProto`: dims 1, data_type 2, name 8; its data goes to raw_data 9.
    private static Message tensor(String name, int type, long... dimensions) {
        Message tensor = new Message();
        for (long dimension : dimensions) {
            tensor.number(1, dimension);
        }
        return tensor.number(2, type).text(8, name);
    }

    /// `ValueInfoProto`: name 1, type 2. `TypeProto`: tensor_type 1, with elem_type 1 and shape 2, a list of dim 1,
    /// each a dim_value 1 or a dim_param 2.
    private static Message valueInfo(String name, Shape shape) {
        Message dimensions = new Message().message(1, new Message().text(2, "batch"));
        for (int dimension : shape.dimensions()) {
            dimensions.message(1, new Message().number(1, dimension));
        }
        Message tensor = new Message().number(1, FLOAT).message(2, dimensions);
        return new Message().text(1, name).message(2, new Message().message(1, tensor));
    }

    private String unique(String wanted) {
        String name = wanted;
        for (int i = 1; !names.add(name); i++) {
            name = wanted + "_" + i;
        }
        return name;
    }
}
