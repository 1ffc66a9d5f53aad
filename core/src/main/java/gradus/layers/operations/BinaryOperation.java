package gradus.layers.operations;

import static gradus.internal.Require.require;

import gradus.data.Shape;
import gradus.layers.ElementwiseMerge;
import gradus.layers.ShapeException;
import gradus.layers.Tensor;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An operation on two operands, value by value, one of which may be a constant. Operands of other shapes are
/// broadcast.
public interface BinaryOperation extends Operation, ElementwiseMerge {
    /// {@return the first operand if it is a constant, else null}
    @Nullable
    Tensor x1();

    /// {@return the second operand if it is a constant, else null}
    @Nullable
    Tensor x2();

    @Override
    default List<@Nullable Tensor> constants() {
        return Arrays.asList(x1(), x2());
    }

    @Override
    default Shape outputShape(List<Shape> inputs) {
        requireEqualRanks(this, inputs);
        return ElementwiseMerge.super.outputShape(inputs);
    }

    /// Requires an operand that is an input.
    ///
    /// @param who the operation, as the message names it
    /// @param operands the constants, null for inputs
    /// @throws IllegalArgumentException if all are constants
    static void requireInput(String who, @Nullable Tensor... operands) {
        require(
                Arrays.asList(operands).contains(null),
                "%s must have an operand that is an input, not a constant, got %s",
                who,
                Arrays.toString(operands));
    }

    /// Requires inputs with the same number of axes: Keras would align the axis of a batch with one of a row.
    ///
    /// @param operation the operation, as the message names it
    /// @param inputs the shape of a row of each input
    /// @throws ShapeException if they have not
    static void requireEqualRanks(Operation operation, List<Shape> inputs) {
        if (inputs.stream().mapToInt(Shape::rank).distinct().count() > 1) {
            throw new ShapeException(operation.className() + " expects inputs with the same number of axes, got "
                    + inputs + ". Put an ExpandDims before one of them");
        }
    }
}
