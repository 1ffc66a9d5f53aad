package gradus.layers;

import gradus.data.Integers;
import java.util.Arrays;

/// Executes a [CategoryLayer] on numbers: a subclass finds the index of each value.
abstract class BoundCategories extends BoundRanges {
    final Encoding encoding;

    BoundCategories(Binding binding, Encoding encoding) {
        super(binding, 1, ROWS);
        this.encoding = encoding;
    }

    /// Returns the index of a value, or [Encoding#NOTHING].
    ///
    /// @param place the index of the value in the input's array
    abstract int index(int place);

    /// Returns the weight of a value.
    float weight(int place) {
        return 1;
    }

    @Override
    void forward(int from, int to) {
        float[] output = binding.output();
        for (int row = from; row < to; row++) {
            int at = row * encoding.size();
            encoding.begin(output, at);
            for (int column = 0; column < encoding.columns(); column++) {
                int place = row * encoding.columns() + column;
                encoding.add(output, at, column, index(place), weight(place));
            }
            encoding.end(output, at);
        }
    }

    /// An index has no derivative.
    @Override
    void backward(int input, float[] gradient, int from, int to) {
        Arrays.fill(gradient, from * encoding.columns(), to * encoding.columns(), 0);
    }

    /// Returns a value of an input that must be an integer.
    ///
    /// @param who what the message calls the layer
    long integer(String who, int input, int place) {
        float value = binding.inputs().get(input)[place];
        if (!Integers.ALL.contains(value)) {
            throw new IllegalArgumentException(Integers.ALL.refusal(who, value, where(place)));
        }
        return (long) value;
    }

    /// Returns the exception for an integer that has no index.
    IllegalArgumentException refusal(String message, int place) {
        return new IllegalArgumentException(message + ", got " + (long) binding.input()[place] + " in " + where(place));
    }

    /// Returns the place of a value as text.
    String where(int place) {
        return "row " + place / encoding.columns() + " of the batch, column " + place % encoding.columns();
    }
}
