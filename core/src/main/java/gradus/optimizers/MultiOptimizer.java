package gradus.optimizers;

import static gradus.internal.Require.require;

import gradus.schedules.Schedule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.IntStream;

/// Several optimizers, each for some of the parameters: `w ← optimizers[i](w)` for parameters whose name
/// `patterns[i]` describes, `w ← defaultOptimizer(w)` for the others. Each has its own learning rate, state and
/// options; it clips the gradients of its own parameters only.
///
/// ```java
/// new MultiOptimizer(new Adam(1e-3), List.of("encoder/.*"), List.of(new Sgd(1e-4)))
/// ```
///
/// The learning rate of a `MultiOptimizer` is that of its default optimizer: callbacks see and change that one. Keras
/// has none. The state takes the memory of all optimizers for all parameters.
///
/// @param defaultOptimizer the optimizer of all other parameters
/// @param patterns names of parameters, such as `dense_1/kernel`, or regular expressions that describe whole names;
///     a parameter may have one of them
/// @param optimizers the optimizer of each pattern
public record MultiOptimizer(Optimizer defaultOptimizer, List<String> patterns, List<Optimizer> optimizers)
        implements Optimizer {
    /// Creates the optimizer without patterns.
    ///
    /// @param defaultOptimizer the optimizer of all parameters
    public MultiOptimizer(Optimizer defaultOptimizer) {
        this(defaultOptimizer, List.of(), List.of());
    }

    /// Validates the arguments and copies the lists.
    ///
    /// @throws IllegalArgumentException if the lists differ in length, a pattern is not a regular expression or occurs
    ///     twice, or an optimizer is a `MultiOptimizer` or a [LossScaleOptimizer]
    public MultiOptimizer {
        patterns = List.copyOf(patterns);
        optimizers = List.copyOf(optimizers);
        require(
                patterns.size() == optimizers.size(),
                "MultiOptimizer must have one optimizer for each pattern, got %s patterns and %s optimizers",
                patterns.size(),
                optimizers.size());
        require(
                new HashSet<>(patterns).size() == patterns.size(),
                "MultiOptimizer.patterns must differ, got %s",
                patterns);
        for (Optimizer each : parts(defaultOptimizer, optimizers)) {
            require(
                    !(each instanceof MultiOptimizer) && !(each instanceof LossScaleOptimizer),
                    "an optimizer in a MultiOptimizer must be a rule for single parameters, got %s",
                    each);
        }
        for (String pattern : patterns) {
            try {
                Pattern.compile(pattern);
            } catch (PatternSyntaxException notAnExpression) {
                require(
                        false,
                        "MultiOptimizer.patterns must be regular expressions, got \"%s\": %s",
                        pattern,
                        notAnExpression.getDescription());
            }
        }
    }

    private static List<Optimizer> parts(Optimizer defaultOptimizer, List<Optimizer> optimizers) {
        List<Optimizer> parts = new ArrayList<>(optimizers);
        parts.add(defaultOptimizer);
        return parts;
    }

    /// {@return all optimizers: those of the patterns, then the default}
    public List<Optimizer> parts() {
        return parts(defaultOptimizer, optimizers);
    }

    /// Returns which of the [#parts()] updates a parameter.
    ///
    /// @param parameter its name, such as `dense_1/kernel`
    /// @return the index
    /// @throws IllegalArgumentException if several patterns describe the name, and none is equal to it
    public int partOf(String parameter) {
        int named = patterns.indexOf(parameter);
        if (named >= 0) {
            return named;
        }
        List<Integer> found = IntStream.range(0, patterns.size())
                .filter(i -> Pattern.matches(patterns.get(i), parameter))
                .boxed()
                .toList();
        require(
                found.size() <= 1,
                "MultiOptimizer.patterns must describe a parameter once, got several for \"%s\"",
                parameter);
        return found.isEmpty() ? optimizers.size() : found.getFirst();
    }

    /// Returns the name of a part's array in the state of all.
    ///
    /// @param part the index of the part
    /// @param name the name of the array in its own state
    /// @return the name
    public static String inPart(int part, String name) {
        return part + "/" + name;
    }

    /// Returns the arrays of a part out of the state of all.
    ///
    /// @param part the index of the part
    /// @param arrays the state of all
    /// @return the arrays of the part, by their names in its own state
    public static Map<String, float[]> ofPart(int part, Map<String, float[]> arrays) {
        String prefix = inPart(part, "");
        Map<String, float[]> own = new LinkedHashMap<>();
        arrays.forEach((name, array) -> {
            if (name.startsWith(prefix)) {
                own.put(name.substring(prefix.length()), array);
            }
        });
        return own;
    }

    @Override
    public Schedule learningRate() {
        return defaultOptimizer.learningRate();
    }

    @Override
    public Optimizer withLearningRate(Schedule schedule) {
        return new MultiOptimizer(defaultOptimizer.withLearningRate(schedule), patterns, optimizers);
    }

    @Override
    public List<String> slots() {
        List<Optimizer> parts = parts();
        return IntStream.range(0, parts.size())
                .boxed()
                .flatMap(part -> parts.get(part).slots().stream().map(slot -> inPart(part, slot)))
                .toList();
    }
}
