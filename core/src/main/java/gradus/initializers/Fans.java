package gradus.initializers;

import gradus.data.Shape;

/// The number of connections into and out of a unit, by Keras's rule.
record Fans(int in, int out) {
    static Fans of(Shape shape) {
        return switch (shape.rank()) {
            case 0 -> new Fans(1, 1);
            case 1 -> new Fans(shape.last(), shape.last());
            default ->
                new Fans(
                        shape.size() / shape.last(),
                        shape.size() / shape.dimensions().get(shape.rank() - 2));
        };
    }
}
