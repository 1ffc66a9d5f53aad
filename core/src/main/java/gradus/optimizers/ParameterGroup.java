package gradus.optimizers;

import static gradus.internal.Require.notNegative;
import static gradus.internal.Require.require;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Factors for the parameters of some layers, such as a tenth of the learning rate for all biases:
/// `new ParameterGroup("/bias$", 0.1, 0)`. A parameter in several groups gets the product of their factors.
///
/// `new ParameterGroup("bias[^/]*$", 1, 0)` takes biases out of the weight decay, as Keras's
/// `optimizer.exclude_from_weight_decay(var_names=["bias"])` does.
///
/// The update of a parameter uses `learningRate·factor`. Its weight decay, which optimizers subtract as
/// `w·decay·learningRate`, uses the learning rate without that factor, and the decay times a factor of its own.
///
/// @param names a regular expression that is searched for in the name of a parameter, such as `dense_1/kernel`
/// @param learningRate the factor of the learning rate, at least 0; 1 changes nothing
/// @param weightDecay the factor of the weight decay, at least 0; 1 changes nothing, 0 excludes the parameters
public record ParameterGroup(String names, double learningRate, double weightDecay) {
    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if a factor is negative or not finite, or `names` is not a regular expression
    public ParameterGroup {
        notNegative("ParameterGroup.learningRate", learningRate);
        notNegative("ParameterGroup.weightDecay", weightDecay);
        try {
            Pattern.compile(names);
        } catch (PatternSyntaxException notAnExpression) {
            require(
                    false,
                    "ParameterGroup.names must be a regular expression, got \"%s\": %s",
                    names,
                    notAnExpression.getDescription());
        }
    }

    /// Returns whether a parameter belongs to this group.
    ///
    /// @param name the name of the parameter: that of its layer, `/`, and its own
    /// @return whether it does
    public boolean contains(String name) {
        return Pattern.compile(names).matcher(name).find();
    }
}
