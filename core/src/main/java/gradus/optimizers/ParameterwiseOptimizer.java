package gradus.optimizers;

import gradus.data.Shape;
import gradus.math.Compute;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A rule that needs more of a parameter than one number: its norm, means of its rows, products of matrices. It is
/// bound to each parameter once, and may then keep buffers for it.
public non-sealed interface ParameterwiseOptimizer extends Optimizer {
    /// The shape of a slot for a parameter, the parameter's own unless overridden; null if it keeps none for it.
    ///
    /// @param slot an index into [#slots()]
    default @Nullable Shape slotShape(int slot, Parameter parameter) {
        return parameter.shape();
    }

    /// The weight decay of a parameter, that of all unless overridden.
    ///
    /// @param ofAll [UpdateOptions#weightDecay()], or 0
    default double weightDecay(Parameter parameter, double ofAll) {
        return ofAll;
    }

    /// This rule at work on one parameter.
    ///
    /// @param slots where the state of the parameter lies, in the order of [#slots()]
    /// @param compute who may share the work; the result must not depend on how many they are
    BoundOptimizer bind(Parameter parameter, List<Slot> slots, Compute compute);

    /// A parameter.
    ///
    /// @param name of its layer and its own, such as `dense_1/kernel`
    /// @param shape such as `[inputs, units]`
    /// @param offset of its first number in the arrays of all parameters and all gradients
    record Parameter(String name, Shape shape, int offset) {
        /// How many numbers.
        public int size() {
            return shape.size();
        }
    }

    /// What a rule keeps for one parameter.
    ///
    /// @param values of this slot for all parameters
    /// @param offset of the parameter's first number in `values`
    record Slot(float[] values, int offset) {}

    /// A rule at work on one parameter: owns the buffers it needs.
    interface BoundOptimizer {
        /// Updates the parameter and its slots, in place. Allocates nothing.
        ///
        /// @param parameters all of them
        /// @param gradients of the loss, in the layout of the parameters
        void update(float[] parameters, float[] gradients, Step step);
    }
}
