package gradus.layers.operations;

import gradus.activations.Exponential;
import gradus.activations.Relu;
import gradus.activations.Sigmoid;
import gradus.activations.Softmax;
import gradus.activations.Softsign;
import gradus.activations.Tanh;
import gradus.layers.Node;
import gradus.layers.Tensor;

/// Short names for operations, to be imported statically: `where(isnan(x), zeros, x)`. The arithmetic of
/// [gradus.layers.Node] and the records of this package have the others, such as `new Transpose(List.of(0, 2, 1))`.
public final class Operations {
    private Operations() {}

    /// {@return the numbers with the opposite sign, `-x`}
    ///
    /// @param x the value
    public static Node negative(Node x) {
        return new Negative().apply(x);
    }

    /// {@return the absolute values, `|x|`}
    ///
    /// @param x the value
    public static Node abs(Node x) {
        return new Absolute().apply(x);
    }

    /// {@return the squares, `x²`}
    ///
    /// @param x the value
    public static Node square(Node x) {
        return new Square().apply(x);
    }

    /// {@return the square roots, `√x`}
    ///
    /// @param x the value
    public static Node sqrt(Node x) {
        return new Sqrt().apply(x);
    }

    /// {@return the reciprocals of the square roots, `1/√x`}
    ///
    /// @param x the value
    public static Node rsqrt(Node x) {
        return new Rsqrt().apply(x);
    }

    /// {@return the reciprocals, `1/x`}
    ///
    /// @param x the value
    public static Node reciprocal(Node x) {
        return new Reciprocal().apply(x);
    }

    /// {@return powers of e without 1, `eˣ - 1`}
    ///
    /// @param x the value
    public static Node expm1(Node x) {
        return new Expm1().apply(x);
    }

    /// {@return the natural logarithms, `ln x`}
    ///
    /// @param x the value
    public static Node log(Node x) {
        return new Log().apply(x);
    }

    /// {@return the natural logarithms `ln(1 + x)`}
    ///
    /// @param x the value
    public static Node log1p(Node x) {
        return new Log1p().apply(x);
    }

    /// {@return the sines}
    ///
    /// @param x the value
    public static Node sin(Node x) {
        return new Sin().apply(x);
    }

    /// {@return the cosines}
    ///
    /// @param x the value
    public static Node cos(Node x) {
        return new Cos().apply(x);
    }

    /// {@return the tangents}
    ///
    /// @param x the value
    public static Node tan(Node x) {
        return new Tan().apply(x);
    }

    /// {@return the error function}
    ///
    /// @param x the value
    public static Node erf(Node x) {
        return new Erf().apply(x);
    }

    /// {@return the signs: -1, 0 or 1}
    ///
    /// @param x the value
    public static Node sign(Node x) {
        return new Sign().apply(x);
    }

    /// {@return the numbers, rounded down}
    ///
    /// @param x the value
    public static Node floor(Node x) {
        return new Floor().apply(x);
    }

    /// {@return the numbers, rounded up}
    ///
    /// @param x the value
    public static Node ceil(Node x) {
        return new Ceil().apply(x);
    }

    /// {@return the numbers, rounded to whole ones}
    ///
    /// @param x the value
    public static Node round(Node x) {
        return new Round().apply(x);
    }

    /// {@return 1 for NaN, else 0}
    ///
    /// @param x the value
    public static Node isnan(Node x) {
        return new Isnan().apply(x);
    }

    /// {@return 1 for finite numbers, else 0}
    ///
    /// @param x the value
    public static Node isfinite(Node x) {
        return new Isfinite().apply(x);
    }

    /// {@return 1 for 0, else 0}
    ///
    /// @param x the value
    public static Node logicalNot(Node x) {
        return new LogicalNot().apply(x);
    }

    /// {@return the numbers, through which no gradient passes}
    ///
    /// @param x the value
    public static Node stopGradient(Node x) {
        return new StopGradient().apply(x);
    }

    /// {@return powers of e, `eˣ`}
    ///
    /// @param x the value
    public static Node exp(Node x) {
        return new Activate(new Exponential()).apply(x);
    }

    /// {@return the hyperbolic tangents}
    ///
    /// @param x the value
    public static Node tanh(Node x) {
        return new Activate(new Tanh()).apply(x);
    }

    /// {@return the sigmoid of the numbers}
    ///
    /// @param x the value
    public static Node sigmoid(Node x) {
        return new Activate(new Sigmoid()).apply(x);
    }

    /// {@return the ReLU of the numbers}
    ///
    /// @param x the value
    public static Node relu(Node x) {
        return new Activate(new Relu()).apply(x);
    }

    /// {@return the softsign of the numbers}
    ///
    /// @param x the value
    public static Node softsign(Node x) {
        return new Activate(new Softsign()).apply(x);
    }

    /// {@return the softmax along the last axis}
    ///
    /// @param x the value
    public static Node softmax(Node x) {
        return new Activate(new Softmax()).apply(x);
    }

    /// {@return the numbers, kept in a range}
    ///
    /// @param x the value
    /// @param least the least result
    /// @param most the largest result
    public static Node clip(Node x, double least, double most) {
        return new Clip(least, most).apply(x);
    }

    /// {@return the numbers, converted, as floats}
    ///
    /// @param x the value
    /// @param dtype the type, such as `int32` or `bool`
    public static Node cast(Node x, String dtype) {
        return new Cast(dtype).apply(x);
    }

    /// {@return the larger of two operands}
    ///
    /// @param x1 the first operand
    /// @param x2 the second operand
    public static Node maximum(Node x1, Node x2) {
        return new Maximum().apply(x1, x2);
    }

    /// {@return the larger of two operands}
    ///
    /// @param x1 the first operand
    /// @param x2 the second operand
    public static Node maximum(Node x1, double x2) {
        return new Maximum(null, Tensor.of(x2)).apply(x1);
    }

    /// {@return the smaller of two operands}
    ///
    /// @param x1 the first operand
    /// @param x2 the second operand
    public static Node minimum(Node x1, Node x2) {
        return new Minimum().apply(x1, x2);
    }

    /// {@return the smaller of two operands}
    ///
    /// @param x1 the first operand
    /// @param x2 the second operand
    public static Node minimum(Node x1, double x2) {
        return new Minimum(null, Tensor.of(x2)).apply(x1);
    }

    /// {@return 1 where `x1 > x2`, else 0}
    ///
    /// @param x1 the first operand
    /// @param x2 the second operand
    public static Node greater(Node x1, Node x2) {
        return new Greater().apply(x1, x2);
    }

    /// {@return 1 where `x1 > x2`, else 0}
    ///
    /// @param x1 the first operand
    /// @param x2 the second operand
    public static Node greater(Node x1, double x2) {
        return new Greater(null, Tensor.of(x2)).apply(x1);
    }

    /// {@return 1 where `x1 < x2`, else 0}
    ///
    /// @param x1 the first operand
    /// @param x2 the second operand
    public static Node less(Node x1, Node x2) {
        return new Less().apply(x1, x2);
    }

    /// {@return 1 where `x1 < x2`, else 0}
    ///
    /// @param x1 the first operand
    /// @param x2 the second operand
    public static Node less(Node x1, double x2) {
        return new Less(null, Tensor.of(x2)).apply(x1);
    }

    /// {@return 1 where `x1 = x2`, else 0}
    ///
    /// @param x1 the first operand
    /// @param x2 the second operand
    public static Node equal(Node x1, Node x2) {
        return new Equal().apply(x1, x2);
    }

    /// {@return 1 where `x1 = x2`, else 0}
    ///
    /// @param x1 the first operand
    /// @param x2 the second operand
    public static Node equal(Node x1, double x2) {
        return new Equal(null, Tensor.of(x2)).apply(x1);
    }

    /// {@return the difference `x1 - x2`}
    ///
    /// @param x1 the first operand
    /// @param x2 the second operand
    public static Node subtract(double x1, Node x2) {
        return new Subtract(Tensor.of(x1), null).apply(x2);
    }

    /// {@return the quotient `x1/x2`}
    ///
    /// @param x1 the first operand
    /// @param x2 the second operand
    public static Node divide(double x1, Node x2) {
        return new TrueDivide(Tensor.of(x1), null).apply(x2);
    }

    /// {@return `x1` where a condition is true, else `x2`}
    ///
    /// @param condition the condition: true where it is not 0
    /// @param x1 the value where it is true
    /// @param x2 the value where it is not
    public static Node where(Node condition, Node x1, Node x2) {
        return new Where().apply(condition, x1, x2);
    }

    /// {@return `x1` where a condition is true, else a constant}
    ///
    /// @param condition the condition: true where it is not 0
    /// @param x1 the value where it is true
    /// @param x2 the value where it is not
    public static Node where(Node condition, Node x1, double x2) {
        return new Where(null, null, Tensor.of(x2)).apply(condition, x1);
    }

    /// {@return the sum along an axis}
    ///
    /// @param x the value
    /// @param axis the axis, which vanishes: 1 for the first of a row, -1 for the last
    public static Node sum(Node x, int axis) {
        return new Sum(axis).apply(x);
    }

    /// {@return the mean along an axis}
    ///
    /// @param x the value
    /// @param axis the axis, which vanishes: 1 for the first of a row, -1 for the last
    public static Node mean(Node x, int axis) {
        return new Mean(axis).apply(x);
    }

    /// {@return the largest number along an axis}
    ///
    /// @param x the value
    /// @param axis the axis, which vanishes: 1 for the first of a row, -1 for the last
    public static Node max(Node x, int axis) {
        return new Max(axis).apply(x);
    }

    /// {@return the smallest number along an axis}
    ///
    /// @param x the value
    /// @param axis the axis, which vanishes: 1 for the first of a row, -1 for the last
    public static Node min(Node x, int axis) {
        return new Min(axis).apply(x);
    }

    /// {@return the inputs, concatenated along the last axis}
    ///
    /// @param inputs the values
    public static Node concatenate(Node... inputs) {
        return new Concatenate().apply(inputs);
    }

    /// {@return the inputs, of one shape, stacked along a new axis}
    ///
    /// @param axis the place of the new axis: 1 for the first of a row, -1 for the last
    /// @param inputs the values
    public static Node stack(int axis, Node... inputs) {
        return new Stack(axis).apply(inputs);
    }

    /// {@return the value with a new axis of size 1}
    ///
    /// @param x the value
    /// @param axis the place of the new axis
    public static Node expandDims(Node x, int axis) {
        return new ExpandDims(axis).apply(x);
    }

    /// {@return the matrix products of the rows of two inputs}
    ///
    /// @param x1 the first operand
    /// @param x2 the second operand
    public static Node matmul(Node x1, Node x2) {
        return new Matmul().apply(x1, x2);
    }
}
