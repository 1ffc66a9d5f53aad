package gradus.layers;

import static gradus.internal.Require.require;

import gradus.data.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The equation of an [EinsumDense]: a letter for each axis of the input, the kernel and the output.
///
/// @param input the letters of the input, without those of an ellipsis
/// @param kernel the letters of the kernel
/// @param output the letters of the output, without those of an ellipsis
/// @param ellipsis where the axes are that no letter stands for
record EinsumEquation(String input, String kernel, String output, Ellipsis ellipsis) {
    /// The most axes that an equation may have, of input, kernel and output together.
    private static final int MOST_LETTERS = 48;

    private static final Pattern TERMS = Pattern.compile(
            "(\\.\\.\\.)?([a-zA-Z]{1,16})(\\.\\.\\.)?,([a-zA-Z]{1,16})->(\\.\\.\\.)?([a-zA-Z]{1,16})(\\.\\.\\.)?");

    /// Where the axes are that no letter stands for.
    enum Ellipsis {
        /// Each axis has a letter.
        NONE,
        /// Before the letters.
        LEFT,
        /// After the letters.
        RIGHT,
    }

    /// Parses an equation such as `abc,cd->abd` or `...x,xy->...y`.
    ///
    /// @throws IllegalArgumentException if it is not such an equation
    static EinsumEquation parse(String equation) {
        Matcher terms = TERMS.matcher(equation.length() <= 3 * MOST_LETTERS ? equation.replace(" ", "") : "");
        String wanted =
                "EinsumDense.equation must be of the form ab,bc->ac, with an ellipsis before or after the letters of"
                        + " input and output or none, and at most 16 letters each, got \"%s\"";
        String shown = equation.length() <= 60 ? equation : equation.substring(0, 57) + "...";
        require(terms.matches(), wanted, shown);
        boolean left = terms.group(1) != null;
        boolean right = terms.group(3) != null;
        require(
                left == (terms.group(5) != null) && right == (terms.group(7) != null) && !(left && right),
                wanted,
                shown);
        EinsumEquation parsed = new EinsumEquation(
                terms.group(2),
                terms.group(4),
                terms.group(6),
                left ? Ellipsis.LEFT : right ? Ellipsis.RIGHT : Ellipsis.NONE);
        for (String letters : List.of(parsed.input, parsed.kernel, parsed.output)) {
            require(
                    letters.chars().distinct().count() == letters.length(),
                    "EinsumDense.equation must have each letter once in a term, got \"%s\"",
                    shown);
        }
        for (char letter : parsed.output.toCharArray()) {
            require(
                    parsed.input.indexOf(letter) >= 0 || parsed.kernel.indexOf(letter) >= 0,
                    "EinsumDense.equation must have \"%s\" of the output in the input or the kernel, got \"%s\"",
                    letter,
                    shown);
        }
        for (char letter : parsed.kernel.toCharArray()) {
            require(
                    parsed.input.indexOf(letter) >= 0 || parsed.output.indexOf(letter) >= 0,
                    "EinsumDense.equation must have \"%s\" of the kernel in the input or the output, got \"%s\"",
                    letter,
                    shown);
        }
        for (char letter : parsed.input.toCharArray()) {
            require(
                    parsed.kernel.indexOf(letter) >= 0 || parsed.output.indexOf(letter) >= 0,
                    "EinsumDense.equation must have \"%s\" of the input in the kernel or the output, got \"%s\"",
                    letter,
                    shown);
        }
        return parsed;
    }

    /// The axes of an equation for an input of known shape, each with a letter; those of an ellipsis have digits and
    /// further characters. The batch axis has none.
    ///
    /// @param input the axes of a row of the input
    /// @param kernel the axes of the kernel
    /// @param output the axes of a row of the output
    /// @param inputShape the shape of a row of the input
    /// @param kernelShape the shape of the kernel
    /// @param outputShape the shape of a row of the output
    record Axes(String input, String kernel, String output, Shape inputShape, Shape kernelShape, Shape outputShape) {
        int size(char letter) {
            return input.indexOf(letter) >= 0
                    ? inputShape.dimensions().get(input.indexOf(letter))
                    : outputShape.dimensions().get(output.indexOf(letter));
        }
    }

    /// Finds the axes for an input.
    ///
    /// @param row the shape of a row of the input
    /// @param wanted the shape of a row of the output, without the axes of an ellipsis; null for a dimension of the
    /// input
    /// @throws ShapeException if the equation does not fit them
    Axes axes(Shape row, List<@Nullable Integer> wanted) {
        int elided = row.rank() + 1 - input.length();
        boolean whole = elided == 0 || ellipsis != Ellipsis.LEFT;
        String problem = null;
        if (elided < 0 || (elided > 0 && ellipsis == Ellipsis.NONE)) {
            problem = "which has " + (row.rank() + 1) + " axes with that of the batch";
        } else if (whole && (input.charAt(0) != output.charAt(0) || kernel.indexOf(input.charAt(0)) >= 0)) {
            problem = "whose first axis is that of the batch, which must come first in the output and not be in the"
                    + " kernel";
        }
        String from = whole ? input.substring(1) : input;
        String to = whole ? output.substring(1) : output;
        if (problem == null && wanted.size() != to.length()) {
            problem = "with an output shape of " + to.length() + " dimensions";
        }
        if (problem != null) {
            throw new ShapeException("EinsumDense " + this + " expects an input, got " + row + ", " + problem
                    + ", and outputShape " + wanted);
        }
        StringBuilder others = new StringBuilder();
        for (int i = 0; i < (whole ? elided : elided - 1); i++) {
            others.append((char) ('0' + i));
        }
        boolean left = ellipsis == Ellipsis.LEFT;
        String ownInput = left ? others + from : from + others;
        String ownOutput = left ? others + to : to + others;
        List<Integer> dimensions = new ArrayList<>();
        for (int place = 0; place < ownOutput.length(); place++) {
            char letter = ownOutput.charAt(place);
            int given = to.indexOf(letter);
            int axis = ownInput.indexOf(letter);
            Integer dimension = given < 0 ? null : wanted.get(given);
            Integer known = axis < 0 ? null : row.dimensions().get(axis);
            if (dimension == null ? known == null : known != null && !known.equals(dimension)) {
                throw new ShapeException("EinsumDense " + this + ".outputShape must "
                        + (known == null ? "have a dimension" : "have the dimension " + known + " of the input " + row)
                        + " for the axis \"" + letter + "\", got " + wanted);
            }
            dimensions.add(dimension == null ? known : dimension);
        }
        Shape outputShape = new Shape(dimensions);
        Axes axes = new Axes(ownInput, kernel, ownOutput, row, outputShape, outputShape);
        return new Axes(
                ownInput,
                kernel,
                ownOutput,
                row,
                Shape.of(kernel.chars().map(letter -> axes.size((char) letter)).toArray()),
                outputShape);
    }

    /// {@return the equation}
    @Override
    public String toString() {
        String before = ellipsis == Ellipsis.LEFT ? "..." : "";
        String after = ellipsis == Ellipsis.RIGHT ? "..." : "";
        return before + input + after + "," + kernel + "->" + before + output + after;
    }
}
