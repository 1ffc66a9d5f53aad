package gradus.constraints;

import gradus.data.Shape;

/// A condition on the norm of each vector along one axis, met by rescaling: `w ← w·desired(‖w‖) / (‖w‖ + 10⁻⁷)`.
sealed interface NormConstraint extends Constraint permits MaxNorm, MinMaxNorm, UnitNorm {
    /// The axis along which a vector lies: 0 for all weights that lead into a unit of a dense layer. Negative axes
    /// count from the last.
    ///
    /// @return the axis
    int axis();

    /// Returns the norm to give to a vector.
    ///
    /// @param norm the norm that the vector has
    /// @return the norm that it must have
    double desired(double norm);

    @Override
    default void apply(float[] values, int offset, Shape shape) {
        int rank = shape.rank();
        int axis = axis() < 0 ? axis() + rank : axis();
        if (axis < 0 || axis >= rank) {
            throw new IllegalArgumentException(getClass().getSimpleName() + " must have an axis in [" + -rank + ", "
                    + rank + ") for the shape " + shape.dimensions() + ", got " + axis());
        }
        int length = shape.dimensions().get(axis);
        int stride = 1;
        for (int i = axis + 1; i < rank; i++) {
            stride *= shape.dimensions().get(i);
        }
        int end = offset + shape.size();
        for (int block = offset; block < end; block += length * stride) {
            for (int first = block; first < block + stride; first++) {
                stretch(values, first, stride, first + length * stride);
            }
        }
    }

    private void stretch(float[] values, int from, int stride, int to) {
        double squares = 0;
        for (int i = from; i < to; i += stride) {
            squares += (double) values[i] * values[i];
        }
        double norm = Math.sqrt(squares);
        float factor = (float) (desired(norm) / (norm + 1e-7));
        for (int i = from; i < to; i += stride) {
            values[i] *= factor;
        }
    }
}
