package gradus.constraints;

import gradus.data.Shape;

/// Sets negative weights to zero: `w ← max(w, 0)`.
public record NonNeg() implements Constraint {
    @Override
    public void apply(float[] values, int offset, Shape shape) {
        int end = offset + shape.size();
        for (int i = offset; i < end; i++) {
            values[i] = Math.max(values[i], 0);
        }
    }
}
