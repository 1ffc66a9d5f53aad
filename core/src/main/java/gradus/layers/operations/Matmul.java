package gradus.layers.operations;

import gradus.data.Shape;
import gradus.layers.Binding;
import gradus.layers.BoundLayer;
import gradus.layers.Pass;
import gradus.layers.ShapeException;
import gradus.layers.Tensor;
import gradus.math.RangeTask;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The product of two matrices for each row of a batch: `[batch, n, m]` and `[batch, m, k]` to `[batch, n, k]`. One of
/// them may be a constant, and a constant's product with rows `[batch, m]` is `[batch, k]`.
///
/// [Keras: ops.matmul](https://keras.io/api/ops/numpy/#matmul-function)
///
/// @param x1 the first operand if it is a constant matrix, else null
/// @param x2 the second operand if it is a constant matrix, else null
public record Matmul(@Nullable Tensor x1, @Nullable Tensor x2) implements Operation {
    private static final int ROWS = 16;

    /// The product of two inputs.
    public Matmul() {
        this(null, null);
    }

    /// Validates the operands.
    ///
    /// @throws IllegalArgumentException if both are constants
    public Matmul {
        BinaryOperation.requireInput("Matmul", x1, x2);
    }

    /// The sizes of a product of `[n, m]` and `[m, k]`.
    private record Sizes(int n, int m, int k) {}

    private Sizes sizes(List<Shape> inputs) {
        List<Shape> shapes = new ArrayList<>(inputs);
        Tensor first = x1;
        Tensor second = x2;
        if (first != null) {
            shapes.addFirst(first.shape());
        }
        if (second != null) {
            shapes.addLast(second.shape());
        }
        boolean vector =
                second != null && inputs.size() == 1 && inputs.getFirst().rank() == 1;
        boolean fits = !inputs.isEmpty() && shapes.size() == 2;
        for (int i = 0; fits && i < 2; i++) {
            fits = shapes.get(i).rank() == (vector && i == 0 ? 1 : 2);
        }
        fits = fits && shapes.getFirst().last() == shapes.get(1).dimensions().getFirst();
        if (!fits) {
            throw new ShapeException("Matmul expects two matrices a row, the first as wide as the second is high, got "
                    + inputs
                    + (first == null ? "" : " after a constant " + first.shape().dimensions())
                    + (second == null
                            ? ""
                            : " before a constant " + second.shape().dimensions()));
        }
        int n = vector ? 1 : shapes.getFirst().dimensions().getFirst();
        return new Sizes(n, shapes.getFirst().last(), shapes.get(1).last());
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        Sizes sizes = sizes(inputs);
        return inputs.getFirst().rank() == 1 ? Shape.of(sizes.k) : Shape.of(sizes.n, sizes.k);
    }

    @Override
    public List<Shape> exampleInputs(int width) {
        return List.of(Shape.of(2, width), Shape.of(width, 3));
    }

    @Override
    public BoundLayer bind(Binding binding) {
        return new Bound(binding, sizes(binding.inputShapes()), x1, x2);
    }

    private static final class Bound implements BoundLayer {
        private final Binding binding;
        private final Sizes sizes;
        private final float[] a;
        private final float[] b;
        private final float @Nullable [] gradientA;
        private final float @Nullable [] gradientB;
        /// How far apart the matrices of two rows are: 0 for a constant.
        private final int strideA;

        private final int strideB;
        private final RangeTask forward = this::forward;
        private final RangeTask backward = this::backward;

        Bound(Binding binding, Sizes sizes, @Nullable Tensor x1, @Nullable Tensor x2) {
            this.binding = binding;
            this.sizes = sizes;
            int second = x1 == null ? 1 : 0;
            a = x1 == null ? binding.input() : x1.floats();
            b = x2 == null ? binding.inputs().get(second) : x2.floats();
            gradientA = x1 == null ? binding.inputGradient() : null;
            gradientB = x2 == null ? binding.inputGradients().get(second) : null;
            strideA = x1 == null ? sizes.n * sizes.m : 0;
            strideB = x2 == null ? sizes.m * sizes.k : 0;
        }

        @Override
        public void forward(Pass pass) {
            binding.run(pass.rows(), ROWS, forward);
        }

        @Override
        public void backward(Pass pass) {
            binding.run(pass.rows(), ROWS, backward);
        }

        private void forward(int from, int to) {
            float[] y = binding.output();
            int k = sizes.k;
            Arrays.fill(y, from * sizes.n * k, to * sizes.n * k, 0);
            for (int row = from; row < to; row++) {
                for (int i = 0; i < sizes.n; i++) {
                    int out = (row * sizes.n + i) * k;
                    for (int l = 0; l < sizes.m; l++) {
                        float factor = a[row * strideA + i * sizes.m + l];
                        int line = row * strideB + l * k;
                        for (int j = 0; j < k; j++) {
                            y[out + j] += factor * b[line + j];
                        }
                    }
                }
            }
        }

        /// `∂a = ∂y·bᵀ` and `∂b = aᵀ·∂y`.
        private void backward(int from, int to) {
            float[] gradientY = binding.outputGradient();
            float[] ofA = gradientA;
            float[] ofB = gradientB;
            if (ofB != null) {
                Arrays.fill(ofB, from * strideB, to * strideB, 0);
            }
            for (int row = from; row < to; row++) {
                for (int i = 0; i < sizes.n; i++) {
                    int out = (row * sizes.n + i) * sizes.k;
                    for (int l = 0; l < sizes.m; l++) {
                        int place = row * strideA + i * sizes.m + l;
                        int line = row * strideB + l * sizes.k;
                        if (ofA != null) {
                            ofA[place] = binding.functions().dot(gradientY, out, b, line, sizes.k);
                        }
                        for (int j = 0; ofB != null && j < sizes.k; j++) {
                            ofB[line + j] += a[place] * gradientY[out + j];
                        }
                    }
                }
            }
        }
    }
}
