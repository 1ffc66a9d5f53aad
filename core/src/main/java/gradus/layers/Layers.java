package gradus.layers;

import gradus.activations.Activation;
import gradus.data.DataType;
import gradus.data.Shape;
import java.util.stream.IntStream;

/// Factory methods for layers, for static import: `dense(64, RELU)` is `new Dense(64, RELU)`. Each layer has
/// Keras's defaults; its methods change them: `dropout(0.2)`, `batchNormalization().momentum(0.9)`.
public final class Layers {
    private Layers() {}

    /// Creates an input: `input(4)` for rows of four values, `input(28, 28)` for images.
    ///
    /// @param shape the dimensions of one row
    /// @return the layer
    public static Input input(int... shape) {
        return new Input(Shape.of(shape));
    }

    /// Creates an input of values of a type, such as `input(DataType.INT32, 1)` for one index.
    ///
    /// @param type the type of its values
    /// @param shape the dimensions of one row
    /// @return the layer
    public static Input input(DataType type, int... shape) {
        return new Input(Shape.of(shape), null, type);
    }

    /// Creates an [Embedding]: a vector to be learned for each index.
    ///
    /// @param inputDim the number of indices
    /// @param outputDim the length of each vector
    /// @return the layer
    public static Embedding embedding(int inputDim, int outputDim) {
        return new Embedding(inputDim, outputDim);
    }

    /// Creates a [Dense] layer without activation.
    ///
    /// @param units the number of outputs of a row
    /// @return the layer
    public static Dense dense(int units) {
        return new Dense(units);
    }

    /// Creates a [Dense] layer.
    ///
    /// @param units the number of outputs of a row
    /// @param activation the activation applied to the sum
    /// @return the layer
    public static Dense dense(int units, Activation activation) {
        return new Dense(units, activation);
    }

    /// Creates an activation as a separate layer.
    ///
    /// @param activation the activation
    /// @return the layer
    public static ActivationLayer activation(Activation activation) {
        return new ActivationLayer(activation);
    }

    /// {@return a plain [ReLU]}
    public static ReLU relu() {
        return new ReLU();
    }

    /// {@return a [LeakyReLU] with a slope of 0.3}
    public static LeakyReLU leakyRelu() {
        return new LeakyReLU();
    }

    /// Creates a [LeakyReLU].
    ///
    /// @param negativeSlope the slope below zero
    /// @return the layer
    public static LeakyReLU leakyRelu(double negativeSlope) {
        return new LeakyReLU(negativeSlope);
    }

    /// {@return a [PReLU] whose slopes start at 0}
    public static PReLU prelu() {
        return new PReLU();
    }

    /// {@return an [ELU] with `alpha = 1`}
    public static ELU elu() {
        return new ELU();
    }

    /// {@return a [Softmax] along the last axis}
    public static Softmax softmax() {
        return new Softmax();
    }

    /// {@return a [BatchNormalization]}
    public static BatchNormalization batchNormalization() {
        return new BatchNormalization();
    }

    /// {@return a [LayerNormalization]}
    public static LayerNormalization layerNormalization() {
        return new LayerNormalization();
    }

    /// {@return an [RMSNormalization]}
    public static RMSNormalization rmsNormalization() {
        return new RMSNormalization();
    }

    /// {@return a [UnitNormalization]}
    public static UnitNormalization unitNormalization() {
        return new UnitNormalization();
    }

    /// Creates a [WeightNormalization].
    ///
    /// @param layer the dense layer to normalize
    /// @return the layer
    public static WeightNormalization weightNormalization(Dense layer) {
        return new WeightNormalization(layer);
    }

    /// Creates a [Dropout].
    ///
    /// @param rate the probability of dropping a value
    /// @return the layer
    public static Dropout dropout(double rate) {
        return new Dropout(rate);
    }

    /// Creates an [AlphaDropout].
    ///
    /// @param rate the probability of dropping a value
    /// @return the layer
    public static AlphaDropout alphaDropout(double rate) {
        return new AlphaDropout(rate);
    }

    /// Creates a [GaussianDropout].
    ///
    /// @param rate the rate of the equivalent [Dropout]
    /// @return the layer
    public static GaussianDropout gaussianDropout(double rate) {
        return new GaussianDropout(rate);
    }

    /// Creates a [GaussianNoise].
    ///
    /// @param stddev the standard deviation
    /// @return the layer
    public static GaussianNoise gaussianNoise(double stddev) {
        return new GaussianNoise(stddev);
    }

    /// Creates an [ActivityRegularization].
    ///
    /// @param l1 the penalty factor of absolute values
    /// @param l2 the penalty factor of squares
    /// @return the layer
    public static ActivityRegularization activityRegularization(double l1, double l2) {
        return new ActivityRegularization(l1, l2);
    }

    /// {@return a [Flatten]}
    public static Flatten flatten() {
        return new Flatten();
    }

    /// Creates a [Reshape].
    ///
    /// @param targetShape the dimensions of a row; one of them may be -1, for whatever remains
    /// @return the layer
    public static Reshape reshape(int... targetShape) {
        return new Reshape(IntStream.of(targetShape).boxed().toList());
    }

    /// Creates a [Rescaling] without offset.
    ///
    /// @param scale the factor
    /// @return the layer
    public static Rescaling rescaling(double scale) {
        return new Rescaling(scale);
    }

    /// Creates a [Rescaling].
    ///
    /// @param scale the factor
    /// @param offset the number to add
    /// @return the layer
    public static Rescaling rescaling(double scale, double offset) {
        return new Rescaling(scale, offset);
    }

    /// {@return a [Normalization] to be adapted, as in `normalization().adapt(rows)`}
    public static Normalization normalization() {
        return new Normalization();
    }

    /// {@return an [Add]}
    public static Add add() {
        return new Add();
    }

    /// {@return a [Subtract]}
    public static Subtract subtract() {
        return new Subtract();
    }

    /// {@return a [Multiply]}
    public static Multiply multiply() {
        return new Multiply();
    }

    /// {@return an [Average]}
    public static Average average() {
        return new Average();
    }

    /// {@return a [Maximum]}
    public static Maximum maximum() {
        return new Maximum();
    }

    /// {@return a [Minimum]}
    public static Minimum minimum() {
        return new Minimum();
    }

    /// {@return a [Concatenate] along the last axis}
    public static Concatenate concatenate() {
        return new Concatenate();
    }

    /// {@return a [Dot] along the only axis}
    public static Dot dot() {
        return new Dot(1);
    }
}
