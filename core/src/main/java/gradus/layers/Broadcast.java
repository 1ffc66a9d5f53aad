package gradus.layers;

import gradus.data.Shape;

/// How a smaller array is repeated along axes in which it has the dimension 1.
final class Broadcast {
    private Broadcast() {}

    /// Returns, for each value of a row, the index of the value of the smaller array that it is paired with.
    ///
    /// @param shape of a row
    /// @param small the smaller shape, of the same rank; each dimension is 1 or that of the row
    static int[] sources(Shape shape, Shape small) {
        int[] sources = new int[shape.size()];
        for (int i = 0; i < sources.length; i++) {
            int rest = i;
            int stride = 1;
            for (int axis = shape.rank() - 1; axis >= 0; axis--) {
                int dimension = small.dimensions().get(axis);
                sources[i] += rest % shape.dimensions().get(axis) % dimension * stride;
                rest /= shape.dimensions().get(axis);
                stride *= dimension;
            }
        }
        return sources;
    }
}
