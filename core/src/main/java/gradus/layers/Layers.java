package gradus.layers;

import gradus.activations.Activation;
import gradus.data.Shape;
import java.util.stream.IntStream;

/// Short names for layers, for `import static`: `dense(64, RELU)` is `new Dense(64, RELU)`. Each has Keras's defaults;
/// the methods of the layers change them: `dropout(0.2)`, `batchNormalization().momentum(0.9)`.
public final class Layers {
    private Layers() {}

    /// Where data enters: `input(4)` for rows of four numbers, `input(28, 28)` for images.
    public static Input input(int... shape) {
        return new Input(Shape.of(shape));
    }

    /// A [Dense] layer without activation.
    public static Dense dense(int units) {
        return new Dense(units);
    }

    /// A [Dense] layer.
    public static Dense dense(int units, Activation activation) {
        return new Dense(units, activation);
    }

    /// An activation as a layer of its own.
    public static ActivationLayer activation(Activation activation) {
        return new ActivationLayer(activation);
    }

    /// The plain [ReLU].
    public static ReLU relu() {
        return new ReLU();
    }

    /// [LeakyReLU] of slope 0.3.
    public static LeakyReLU leakyRelu() {
        return new LeakyReLU();
    }

    /// [LeakyReLU].
    public static LeakyReLU leakyRelu(double negativeSlope) {
        return new LeakyReLU(negativeSlope);
    }

    /// [PReLU], whose slopes start at 0.
    public static PReLU prelu() {
        return new PReLU();
    }

    /// [ELU] of `alpha` 1.
    public static ELU elu() {
        return new ELU();
    }

    /// [Softmax].
    public static Softmax softmax() {
        return new Softmax();
    }

    /// [BatchNormalization].
    public static BatchNormalization batchNormalization() {
        return new BatchNormalization();
    }

    /// [LayerNormalization].
    public static LayerNormalization layerNormalization() {
        return new LayerNormalization();
    }

    /// [RMSNormalization].
    public static RMSNormalization rmsNormalization() {
        return new RMSNormalization();
    }

    /// [UnitNormalization].
    public static UnitNormalization unitNormalization() {
        return new UnitNormalization();
    }

    /// [WeightNormalization] of a dense layer.
    public static WeightNormalization weightNormalization(Dense layer) {
        return new WeightNormalization(layer);
    }

    /// [Dropout].
    public static Dropout dropout(double rate) {
        return new Dropout(rate);
    }

    /// [AlphaDropout].
    public static AlphaDropout alphaDropout(double rate) {
        return new AlphaDropout(rate);
    }

    /// [GaussianDropout].
    public static GaussianDropout gaussianDropout(double rate) {
        return new GaussianDropout(rate);
    }

    /// [GaussianNoise].
    public static GaussianNoise gaussianNoise(double stddev) {
        return new GaussianNoise(stddev);
    }

    /// [ActivityRegularization].
    public static ActivityRegularization activityRegularization(double l1, double l2) {
        return new ActivityRegularization(l1, l2);
    }

    /// [Flatten].
    public static Flatten flatten() {
        return new Flatten();
    }

    /// [Reshape]; one dimension may be -1.
    public static Reshape reshape(int... targetShape) {
        return new Reshape(IntStream.of(targetShape).boxed().toList());
    }

    /// [Rescaling] without offset.
    public static Rescaling rescaling(double scale) {
        return new Rescaling(scale);
    }

    /// [Rescaling].
    public static Rescaling rescaling(double scale, double offset) {
        return new Rescaling(scale, offset);
    }

    /// [Normalization], to be adapted: `normalization().adapt(rows)`.
    public static Normalization normalization() {
        return new Normalization();
    }

    /// [Add].
    public static Add add() {
        return new Add();
    }

    /// [Subtract].
    public static Subtract subtract() {
        return new Subtract();
    }

    /// [Multiply].
    public static Multiply multiply() {
        return new Multiply();
    }

    /// [Average].
    public static Average average() {
        return new Average();
    }

    /// [Maximum].
    public static Maximum maximum() {
        return new Maximum();
    }

    /// [Minimum].
    public static Minimum minimum() {
        return new Minimum();
    }

    /// [Concatenate] along the last axis.
    public static Concatenate concatenate() {
        return new Concatenate();
    }

    /// [Dot] along the only axis.
    public static Dot dot() {
        return new Dot(1);
    }
}
