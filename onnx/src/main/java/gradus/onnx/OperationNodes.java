package gradus.onnx;

import gradus.data.Shape;
import gradus.layers.ElementwiseMerge;
import gradus.layers.Reduction;
import gradus.layers.Selection;
import gradus.layers.Tensor;
import gradus.layers.operations.*;
import gradus.onnx.LayerNodes.Call;
import gradus.onnx.OnnxGraph.Attribute;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// Operations as ONNX nodes: truth values are floats, 1 or 0, outside of a call.
final class OperationNodes {
    private final OnnxGraph graph;
    private final Nodes nodes;
    private final Call call;
    private final String x;

    private OperationNodes(OnnxGraph graph, Nodes nodes, Call call) {
        this.graph = graph;
        this.nodes = nodes;
        this.call = call;
        x = call.input();
    }

    /// Adds the nodes of a call. Returns the name of what comes out.
    ///
    /// @throws IllegalArgumentException if it is a user's own operation
    static String write(Operation operation, OnnxGraph graph, Nodes nodes, Call call) {
        return new OperationNodes(graph, nodes, call).write(operation);
    }

    private String write(Operation operation) {
        return switch (operation) {
            case Activate activate -> ActivationNodes.write(activate.activation(), nodes, x, call.width());
            case Reduction reduction -> reduced(reduction, axes(reduction));
            case Argmax argmax ->
                nodes.toFloat(nodes.apply(
                        "ArgMax",
                        x,
                        Attribute.of("axis", Objects.requireNonNull(argmax.axis())),
                        Attribute.of("keepdims", argmax.keepdims() ? 1 : 0)));
            case Selection selection -> selected(selection);
            case ElementwiseMerge merge -> merged(merge, operands(merge.constants()));
            case UnaryOperation unary -> unary(unary);
            case Concatenate concatenate ->
                nodes.apply("Concat", call.inputs(), Attribute.of("axis", concatenate.axis()));
            case Stack stack -> stacked(stack);
            case Matmul matmul -> nodes.apply("MatMul", operands(Arrays.asList(matmul.x1(), matmul.x2())));
            default -> throw refused(operation);
        };
    }

    private IllegalArgumentException refused(Operation operation) {
        return new IllegalArgumentException("layer \"" + call.name() + "\" is the operation " + operation.className()
                + ", which cannot be exported to ONNX");
    }

    private String unary(UnaryOperation operation) {
        return switch (operation) {
            case Negative negative -> nodes.apply("Neg", x);
            case Absolute absolute -> nodes.apply("Abs", x);
            case Square square -> nodes.apply("Mul", x, x);
            case Sqrt sqrt -> nodes.apply("Sqrt", x);
            case Rsqrt rsqrt -> nodes.apply("Reciprocal", nodes.apply("Sqrt", x));
            case Reciprocal reciprocal -> nodes.apply("Reciprocal", x);
            case Expm1 expm1 ->
                nodes.toFloat(nodes.apply("Sub", nodes.apply("Exp", nodes.toDouble(x)), nodes.scalar(1.0)));
            case Log log -> nodes.apply("Log", x);
            case Log1p log ->
                nodes.toFloat(nodes.apply("Log", nodes.apply("Add", nodes.toDouble(x), nodes.scalar(1.0))));
            case Log2 log -> nodes.apply("Mul", nodes.apply("Log", x), nodes.scalar((float) (1 / Math.log(2))));
            case Log10 log -> nodes.apply("Mul", nodes.apply("Log", x), nodes.scalar((float) (1 / Math.log(10))));
            case Sin sin -> nodes.apply("Sin", x);
            case Cos cos -> nodes.apply("Cos", x);
            case Tan tan -> nodes.apply("Tan", x);
            case Arcsin arcsin -> nodes.apply("Asin", x);
            case Arccos arccos -> nodes.apply("Acos", x);
            case Arctan arctan -> nodes.apply("Atan", x);
            case Sinh sinh -> nodes.apply("Sinh", x);
            case Cosh cosh -> nodes.apply("Cosh", x);
            case Erf erf -> nodes.apply("Erf", x);
            case Sign sign -> nodes.apply("Sign", x);
            case Floor floor -> nodes.apply("Floor", x);
            case Ceil ceil -> nodes.apply("Ceil", x);
            case Trunc trunc -> truncated();
            case Round round -> {
                String scale = nodes.scalar((float) Math.pow(10, round.decimals()));
                yield nodes.apply("Div", nodes.apply("Round", nodes.apply("Mul", x, scale)), scale);
            }
            case Isnan isnan -> nodes.toFloat(nodes.apply("IsNaN", x));
            case Isinf isinf -> nodes.toFloat(nodes.apply("IsInf", x));
            case Isfinite isfinite ->
                nodes.toFloat(nodes.apply("Not", nodes.apply("Or", nodes.apply("IsNaN", x), nodes.apply("IsInf", x))));
            case LogicalNot not -> nodes.toFloat(nodes.apply("Not", truth(x)));
            case StopGradient stop -> x;
            case Clip clip -> nodes.clip(x, (float) clip.xMin(), (float) clip.xMax());
            case Cast cast ->
                cast.dtype().startsWith("float")
                        ? x
                        : cast.dtype().equals("bool") ? nodes.toFloat(truth(x)) : truncated();
            default -> throw refused(operation);
        };
    }

    private String truncated() {
        return nodes.apply("Mul", nodes.apply("Sign", x), nodes.apply("Floor", nodes.apply("Abs", x)));
    }

    /// Whether numbers are not 0, as ONNX's truth values.
    private String truth(String value) {
        return nodes.apply("Cast", value, Attribute.of("to", OnnxGraph.BOOL));
    }

    private List<String> operands(List<@Nullable Tensor> constants) {
        List<String> operands = new ArrayList<>();
        int next = 0;
        for (Tensor constant : constants) {
            operands.add(
                    constant == null
                            ? call.inputs().get(next++)
                            : constant.shape().rank() == 0
                                    ? nodes.scalar(constant.floats()[0])
                                    : graph.constant(
                                            call.name() + "/constant", constant.shape(), constant.floats(), 0));
        }
        return operands;
    }

    private String merged(ElementwiseMerge operation, List<String> operands) {
        String a = operands.getFirst();
        String b = operands.get(1);
        return switch (operation) {
            case Add add -> nodes.apply("Add", operands);
            case Subtract subtract -> nodes.apply("Sub", operands);
            case Multiply multiply -> nodes.apply("Mul", operands);
            case TrueDivide divide -> nodes.apply("Div", operands);
            case Power power -> nodes.apply("Pow", operands);
            case Maximum maximum -> nodes.apply("Max", operands);
            case Minimum minimum -> nodes.apply("Min", operands);
            case FloorDivide divide -> nodes.toFloat(floorDivided(nodes.toDouble(a), nodes.toDouble(b)));
            case Mod mod -> {
                String wide = nodes.toDouble(a);
                String divisor = nodes.toDouble(b);
                yield nodes.toFloat(nodes.apply("Sub", wide, nodes.apply("Mul", divisor, floorDivided(wide, divisor))));
            }
            case Arctan2 arctan -> {
                String zero = nodes.scalar(0f);
                String half = nodes.where(
                        nodes.apply("Less", a, zero), nodes.scalar((float) -Math.PI), nodes.scalar((float) Math.PI));
                String turn = nodes.where(nodes.apply("Less", b, zero), half, zero);
                yield nodes.apply("Add", nodes.apply("Atan", nodes.apply("Div", operands)), turn);
            }
            case Logaddexp logaddexp -> {
                String distance = nodes.toDouble(nodes.apply("Abs", nodes.apply("Sub", operands)));
                String exponential = nodes.apply("Exp", nodes.apply("Neg", distance));
                String rest = nodes.apply("Log", nodes.apply("Add", exponential, nodes.scalar(1.0)));
                yield nodes.apply("Add", nodes.apply("Max", operands), nodes.toFloat(rest));
            }
            case Greater greater -> nodes.toFloat(nodes.apply("Greater", operands));
            case GreaterEqual greater -> nodes.toFloat(nodes.apply("GreaterOrEqual", operands));
            case Less less -> nodes.toFloat(nodes.apply("Less", operands));
            case LessEqual less -> nodes.toFloat(nodes.apply("LessOrEqual", operands));
            case Equal equal -> nodes.toFloat(nodes.apply("Equal", operands));
            case NotEqual equal -> nodes.toFloat(nodes.apply("Not", nodes.apply("Equal", operands)));
            case LogicalAnd and -> nodes.toFloat(nodes.apply("And", truth(a), truth(b)));
            case LogicalOr or -> nodes.toFloat(nodes.apply("Or", truth(a), truth(b)));
            case LogicalXor xor -> nodes.toFloat(nodes.apply("Xor", truth(a), truth(b)));
            case Where where -> nodes.where(truth(a), b, operands.get(2));
            default -> throw refused((Operation) operation);
        };
    }

    private String floorDivided(String a, String b) {
        return nodes.apply("Floor", nodes.apply("Div", a, b));
    }

    private static long[] axes(Reduction reduction) {
        return Objects.requireNonNull(reduction.axis()).stream()
                .mapToLong(Integer::longValue)
                .toArray();
    }

    private String reduced(Reduction reduction, long[] axes) {
        boolean keeps = reduction.keepdims();
        return switch (reduction) {
            case Sum sum -> reduce("ReduceSum", x, axes, keeps);
            case Mean mean -> reduce("ReduceMean", x, axes, keeps);
            case Max max -> reduce("ReduceMax", x, axes, keeps);
            case Min min -> reduce("ReduceMin", x, axes, keeps);
            case Prod prod -> reduce("ReduceProd", x, axes, keeps);
            case Logsumexp logsumexp -> reduce("ReduceLogSumExp", x, axes, keeps);
            case Var variance -> nodes.toFloat(variance(axes, keeps));
            case Std deviation -> nodes.toFloat(nodes.apply("Sqrt", variance(axes, keeps)));
            default -> throw refused((Operation) reduction);
        };
    }

    private String variance(long[] axes, boolean keeps) {
        String wide = nodes.toDouble(x);
        String distance = nodes.apply("Sub", wide, reduce("ReduceMean", wide, axes, true));
        return reduce("ReduceMean", nodes.apply("Mul", distance, distance), axes, keeps);
    }

    private String reduce(String operator, String value, long[] axes, boolean keeps) {
        return nodes.apply(operator, value, graph.numbers(axes), Attribute.of("keepdims", keeps ? 1 : 0));
    }

    /// Takes values of the rows by their places.
    private String selected(Selection selection) {
        Shape input = call.shapes().getFirst();
        long[] places = Arrays.stream(selection.sources(input)).asLongStream().toArray();
        if (Arrays.equals(places, LongStream.range(0, input.size()).toArray())) {
            return reshape(x, call.output());
        }
        String flat = nodes.apply("Reshape", x, graph.numbers(0, input.size()));
        String taken = nodes.apply("Gather", flat, graph.numbers(places), Attribute.of("axis", 1));
        return reshape(taken, call.output());
    }

    private String stacked(Stack stack) {
        List<String> expanded = new ArrayList<>();
        Shape shape =
                new ExpandDims(stack.axis()).outputShape(List.of(call.shapes().getFirst()));
        call.inputs().forEach(input -> expanded.add(reshape(input, shape)));
        return nodes.apply("Concat", expanded, Attribute.of("axis", stack.axis()));
    }

    private String reshape(String value, Shape row) {
        return nodes.apply("Reshape", value, graph.numbers(LayerNodes.withBatch(row.dimensions())));
    }
}
