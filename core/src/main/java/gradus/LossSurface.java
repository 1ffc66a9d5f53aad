package gradus;

import static gradus.internal.Require.require;

import gradus.data.Dataset;
import gradus.math.RandomStream;
import gradus.metrics.Metric;
import gradus.optimizers.Sgd;
import gradus.training.Parameters;
import gradus.training.SavedModel;
import gradus.training.Trainer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The training loss of a model over all rows of a data set, as a function of its trainable weights: the value, the
/// gradient, and the curvature, which is known by products of the Hessian with vectors.
///
/// ```
/// L(w) = mean loss of the rows + penalties     H·v ≈ (∇L(w + h·v) - ∇L(w - h·v)) / 2h
/// ```
///
/// Weights and vectors are flat arrays in the layout of [Parameters]: its trainable values, which come first. Noise,
/// such as dropout, is that of the first step, so it is the same at every point. The model does not change. The
/// gradients of a frozen layer are 0.
///
/// Gradient descent with a constant rate η is stable where the largest eigenvalue of the Hessian, the *sharpness*, is
/// below 2/η.
public final class LossSurface {
    /// The length of a difference beside that of the weights. The errors of float32 and of the third derivative
    /// balance near the cube root of the precision, 4e-3.
    private static final double STEP = 4e-3;

    private final float[] values;
    private final float[] start;
    private final int size;
    private final float[] ahead;
    private final float[] point;
    private final int[] order;
    private final Trainer trainer;

    /// Binds a copy of a model to the rows.
    ///
    /// @param model the model
    /// @param data the rows, all of which are read at once
    /// @throws IllegalStateException if the model was not compiled
    /// @throws IllegalArgumentException if the data does not fit the model
    public LossSurface(Model model, Dataset data) {
        SavedModel.Compilation chosen = model.compilation();
        List<List<Metric>> noMetrics = Collections.nCopies(chosen.losses().size(), List.of());
        Model own = model.copy();
        own.compile(new Sgd(), chosen.losses(), chosen.lossWeights(), noMetrics);
        Dataset rows = FitRows.of(own, data, Fit.epochs(1).checkHead(false)).train();
        Parameters parameters = own.parameters();
        values = parameters.values();
        start = values.clone();
        size = parameters.trainableSize();
        ahead = new float[size];
        point = new float[size];
        order = new int[rows.rows()];
        Arrays.setAll(order, i -> i);
        trainer = own.trainer(rows, order.length);
    }

    /// {@return the number of weights}
    public int size() {
        return size;
    }

    /// Computes the loss.
    ///
    /// @param weights the point
    /// @return the loss, which may be infinite or NaN
    public double loss(float[] weights) {
        return pass(weights, null);
    }

    /// Computes the gradient.
    ///
    /// @param weights the point
    /// @param gradient receives the gradient
    /// @return the loss
    public double gradient(float[] weights, float[] gradient) {
        requireSize("gradient", gradient);
        return pass(weights, gradient);
    }

    /// Computes the product of the Hessian with a vector, from two gradients. Its error is about 0.1% of the product
    /// for smooth activations.
    ///
    /// @param weights the point
    /// @param vector the vector; its length has no effect on the accuracy
    /// @param product receives the product
    /// @throws IllegalArgumentException if the length of the vector is 0 or not finite
    public void hessianProduct(float[] weights, float[] vector, float[] product) {
        requireSize("vector", vector);
        requireSize("product", product);
        double length = norm(vector);
        require(length > 0 && Double.isFinite(length), "vector must have a finite length above 0, got %s", length);
        double h = STEP * Math.max(1, norm(weights)) / length;
        move(weights, vector, h);
        pass(point, ahead);
        move(weights, vector, -h);
        pass(point, product);
        for (int i = 0; i < size; i++) {
            product[i] = (float) ((ahead[i] - (double) product[i]) / (2 * h));
        }
    }

    /// Computes the largest eigenvalue of the Hessian, by the method of Lanczos from a random vector.
    ///
    /// [Lanczos 1950](https://doi.org/10.6028/jres.045.026)
    ///
    /// @param weights the point
    /// @param products the largest number of products with the Hessian, at least 1; 20 give about three digits
    /// @param seed the seed of the first vector
    /// @return the eigenvalue
    public double largestEigenvalue(float[] weights, int products, long seed) {
        require(products >= 1, "products must be at least 1, got %s", products);
        float[] first = new float[size];
        RandomStream.gaussians(RandomStream.of(seed).derive("lanczos").key(), first, 0, size);
        return Tridiagonal.of((vector, product) -> hessianProduct(weights, vector, product), first, products)
                .largestEigenvalue();
    }

    private void move(float[] weights, float[] vector, double h) {
        requireSize("weights", weights);
        for (int i = 0; i < size; i++) {
            point[i] = (float) (weights[i] + h * vector[i]);
        }
    }

    private double pass(float[] weights, float @Nullable [] gradient) {
        requireSize("weights", weights);
        System.arraycopy(weights, 0, values, 0, size);
        // Running statistics go back to where they were.
        System.arraycopy(start, size, values, size, values.length - size);
        double loss = trainer.forward(order, 0, order.length);
        if (gradient != null) {
            System.arraycopy(trainer.gradients(), 0, gradient, 0, size);
        }
        trainer.cancel();
        return loss;
    }

    private void requireSize(String name, float[] array) {
        require(
                array.length == size,
                "%s must have %s values, as many as are trainable, got %s",
                name,
                size,
                array.length);
    }

    private static double norm(float[] vector) {
        double sum = 0;
        for (float value : vector) {
            sum += (double) value * value;
        }
        return Math.sqrt(sum);
    }
}
