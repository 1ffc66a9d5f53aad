package gradus.layers;

import gradus.data.Shape;
import gradus.initializers.Constant;
import gradus.internal.Records;
import java.util.ArrayList;
import java.util.List;

/// A dense layer whose kernel is split into length and direction, which are learned separately: column `j` of the
/// kernel is `g[j]·v[:, j]/‖v[:, j]‖`. The parameters are `g`, `kernel` (which is `v`) and `bias`; the regularizer
/// and constraint of the kernel apply to `v`. Initially `g = ‖v‖`, so the layer starts out like the layer that it
/// wraps. A column of zeros stays zero.
///
/// [Salimans & Kingma 2016](https://arxiv.org/abs/1602.07868)
///
/// @param layer the dense layer
/// @param dataDependentInitialization whether the first training batch of two or more rows sets `g` and `bias` so
///     that the values before the activation have mean 0 and variance 1 on it
public record WeightNormalization(Dense layer, boolean dataDependentInitialization) implements Layer {
    /// Creates a layer that starts out like the plain layer.
    ///
    /// @param layer the dense layer
    public WeightNormalization(Dense layer) {
        this(layer, false);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return layer.outputShape(List.of(Shapes.single(this, inputs)));
    }

    @Override
    public List<ParameterSpec> parameters(List<Shape> inputs) {
        List<ParameterSpec> parameters = new ArrayList<>();
        parameters.add(ParameterSpec.trainable("g", Shape.of(layer.units()), new Constant(1)));
        parameters.addAll(layer.parameters(inputs));
        if (dataDependentInitialization) {
            parameters.add(ParameterSpec.statistic("initialized", Shape.of(), new Constant(0)));
        }
        return parameters;
    }

    @Override
    public void completeInitialization(List<Shape> inputs, float[] parameters, int[] offsets) {
        int rows = inputs.getFirst().last();
        for (int j = 0; j < layer.units(); j++) {
            double squares = 0;
            for (int i = 0; i < rows; i++) {
                double value = parameters[offsets[1] + i * layer.units() + j];
                squares += value * value;
            }
            parameters[offsets[0] + j] = (float) Math.sqrt(squares);
        }
    }

    @Override
    public BoundLayer bind(Binding binding) {
        return new BoundWeightNormalization(this, binding);
    }

    /// Returns this layer with or without initialization from the first batch.
    ///
    /// @param value whether the first training batch sets `g` and `bias`
    /// @return the layer
    public WeightNormalization dataDependentInitialization(boolean value) {
        return Records.with(this, "dataDependentInitialization", value);
    }
}
