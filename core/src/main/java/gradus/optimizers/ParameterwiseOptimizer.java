package gradus.optimizers;

import gradus.data.Shape;
import gradus.math.Compute;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A rule that needs a whole parameter at once: its norm, the means of its rows, or matrix products. It is bound to
/// each parameter once and may keep buffers for it.
public non-sealed interface ParameterwiseOptimizer extends Optimizer {
    /// Returns the shape of a slot for a parameter: that of the parameter, unless overridden.
    ///
    /// @param slot an index into [#slots()]
    /// @param parameter the parameter
    /// @return the shape, or null if the parameter does not have this slot
    default @Nullable Shape slotShape(int slot, Parameter parameter) {
        return parameter.shape();
    }

    /// Returns the weight decay of a parameter: the common one, unless overridden.
    ///
    /// @param parameter the parameter
    /// @param ofAll [UpdateOptions#weightDecay()], or 0
    /// @return the weight decay
    default double weightDecay(Parameter parameter, double ofAll) {
        return ofAll;
    }

    /// Prepares this rule to update one parameter.
    ///
    /// @param parameter the parameter
    /// @param slots the state of the parameter, in the order of [#slots()]
    /// @param compute functions, matrix products and threads; the result must not depend on the number of threads
    /// @return the rule, ready to run
    BoundOptimizer bind(Parameter parameter, List<Slot> slots, Compute compute);

    /// A parameter.
    ///
    /// @param name the name of its layer and its own, such as `dense_1/kernel`
    /// @param shape the shape, such as `[inputs, units]`
    /// @param offset the index of its first number in the arrays of all parameters and all gradients
    record Parameter(String name, Shape shape, int offset) {
        /// {@return the number of values}
        public int size() {
            return shape.size();
        }
    }

    /// The state of one parameter in one slot.
    ///
    /// @param values the values of this slot for all parameters
    /// @param offset the index of the first value of the parameter
    record Slot(float[] values, int offset) {}

    /// A rule bound to one parameter, with the buffers it needs.
    interface BoundOptimizer {
        /// Updates the parameter and its slots, in place. It must not allocate.
        ///
        /// @param parameters all parameters
        /// @param gradients the gradients of the loss, in the layout of the parameters
        /// @param step the current update
        void update(float[] parameters, float[] gradients, Step step);
    }
}
