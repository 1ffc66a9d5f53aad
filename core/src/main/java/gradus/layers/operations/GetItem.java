package gradus.layers.operations;

import static gradus.internal.Require.require;

import gradus.data.Shape;
import gradus.layers.Selection;
import gradus.layers.ShapeException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A part of each row, in Python's notation: `x[:, 1:3]` are the second and the third value.
///
/// [Keras: KerasTensor](https://keras.io/guides/functional_api/)
///
/// @param key what stands between Python's brackets: for each axis, beginning with the batch, whose `:` takes all
///     rows, a slice `start:stop:step`, an index, or `...` for the axes that remain; `None` inserts an axis of size 1
public record GetItem(String key) implements Operation, Selection {
    private static final Pattern PART = Pattern.compile(
            "(?<rest>\\.\\.\\.)|(?<none>None)|(?<index>-?\\d{1,9})|(?<start>-?\\d{1,9})?:(?<stop>-?\\d{1,9})?"
                    + "(?::(?<step>-?\\d{1,9})?)?");

    /// Validates the key.
    ///
    /// @throws IllegalArgumentException if it is not in Python's notation, or does not begin with all rows of the batch
    public GetItem {
        key = key.replace(" ", "");
        List<Matcher> parts = parts(key);
        require(
                !parts.isEmpty()
                        && parts.stream().allMatch(Matcher::matches)
                        && parts.stream()
                                        .filter(part -> part.group("rest") != null)
                                        .count()
                                <= 1,
                "GetItem.key must be Python's notation such as \":, 1:3\" or \"..., 0\", got \"%s\"",
                key);
        require(
                parts.getFirst().group("rest") != null
                        || parts.getFirst().group().matches("::?"),
                "GetItem.key must begin with \":\" or \"...\", so that it takes all rows of a batch, got \"%s\"",
                key);
        for (Matcher part : parts) {
            require(number(part.group("step"), 1) != 0, "GetItem.key must not have a step of 0, got \"%s\"", key);
        }
    }

    private static List<Matcher> parts(String key) {
        List<Matcher> parts = new ArrayList<>();
        for (String part : key.split(",", -1)) {
            Matcher matcher = PART.matcher(part);
            matcher.matches();
            parts.add(matcher);
        }
        return parts;
    }

    /// What is taken of a row: where it begins, and for each axis of the result its size and stride.
    private record View(int offset, List<Integer> sizes, List<Integer> strides) {}

    private View view(Shape input) {
        List<Matcher> parts = parts(key);
        int given = 0;
        for (Matcher part : parts) {
            given += part.group("rest") == null && part.group("none") == null ? 1 : 0;
        }
        boolean endless = parts.stream().noneMatch(part -> part.group("rest") != null);
        // The axes with that of the batch.
        int remaining = input.rank() + 1 - given;
        if (remaining < 0) {
            throw new ShapeException("GetItem[" + key + "] has more axes than its input, got " + input);
        }
        int[] strides = Selection.strides(input);
        View view = new View(0, new ArrayList<>(), new ArrayList<>());
        int axis = -1;
        for (Matcher part : parts) {
            if (part.group("rest") != null) {
                for (int i = 0; i < remaining; i++) {
                    axis = all(input, strides, axis, view);
                }
            } else if (part.group("none") != null) {
                view.sizes.add(1);
                view.strides.add(0);
            } else if (axis < 0) {
                axis = 0;
            } else {
                view = taken(part, input.dimensions().get(axis), strides[axis], view);
                axis++;
            }
        }
        for (int i = 0; endless && i < remaining; i++) {
            axis = all(input, strides, axis, view);
        }
        return view;
    }

    /// Takes all of an axis; -1 is that of the batch, which is not part of a row.
    private static int all(Shape input, int[] strides, int axis, View view) {
        if (axis >= 0) {
            view.sizes.add(input.dimensions().get(axis));
            view.strides.add(strides[axis]);
        }
        return axis + 1;
    }

    private View taken(Matcher part, int size, int stride, View view) {
        if (part.group("index") != null) {
            int index = Integer.parseInt(part.group("index"));
            int place = index < 0 ? size + index : index;
            if (place < 0 || place >= size) {
                throw new ShapeException("GetItem[" + key + "] takes index " + index + " of an axis of size " + size);
            }
            return new View(view.offset + place * stride, view.sizes, view.strides);
        }
        int step = number(part.group("step"), 1);
        int least = step > 0 ? 0 : -1;
        int most = step > 0 ? size : size - 1;
        int start = bound(part.group("start"), step > 0 ? least : most, size, least, most);
        int stop = bound(part.group("stop"), step > 0 ? most : least, size, least, most);
        int count = Math.ceilDiv(stop - start, step);
        if (count < 1) {
            throw new ShapeException("GetItem[" + key + "] takes nothing of an axis of size " + size);
        }
        view.sizes.add(count);
        view.strides.add(step * stride);
        return new View(view.offset + start * stride, view.sizes, view.strides);
    }

    private static int bound(@Nullable String text, int absent, int size, int least, int most) {
        if (text == null) {
            return absent;
        }
        int value = Integer.parseInt(text);
        return Math.clamp(value < 0 ? (long) value + size : value, least, most);
    }

    private static int number(@Nullable String text, int absent) {
        return text == null ? absent : Integer.parseInt(text);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return new Shape(view(single(inputs)).sizes);
    }

    @Override
    public int[] sources(Shape input) {
        View view = view(input);
        int[] strides = view.strides.stream().mapToInt(Integer::intValue).toArray();
        return Selection.sources(view.offset, strides, new Shape(view.sizes));
    }
}
