package gradus.experiment;

import static gradus.experiment.OptionKinds.*;

import gradus.experiment.Option.Group;
import gradus.initializers.Initializer;
import gradus.layers.BatchNormalization;
import gradus.layers.Layer;
import gradus.layers.LayerNormalization;
import gradus.registry.Config;
import gradus.registry.Registry;
import java.util.List;
import java.util.Map;

/// Options of what is trained. See [Options].
@SuppressWarnings("NullAway") // takes getters of what may be null for functions that never return null
public final class NetworkOptions {
    /// The hidden layers.
    public static final Option<Settings, List<Layer>> LAYERS = both(
                    "network.layers",
                    "layers",
                    Group.NETWORK,
                    Values.concepts(Registry.LAYERS),
                    "TEXT",
                    "Hidden layers, as in \"dense(128,relu) batch_normalization dropout(0.3)\"")
            .usual("by the data")
            .levels("dense(16,relu);dense(8,relu) dense(8,relu)");
    /// How many hidden layers.
    public static final Option<Settings, Integer> DEPTH = varied(
            "depth",
            Values.whole(0),
            HiddenLayers::depth,
            "Hidden layers: the last one repeated, or some left out",
            "1,2,3,4");
    /// Units of every hidden layer.
    public static final Option<Settings, Integer> WIDTH = varied(
            "width",
            Values.whole(1),
            (layers, units) -> HiddenLayers.dense(layers, dense -> Config.with(dense, Map.of("units", units))),
            "Units of every hidden layer",
            "4,8,16,32");
    /// The activation of every hidden layer.
    public static final Option<Settings, gradus.activations.Activation> ACTIVATION = varied(
            "activation",
            Values.concept(Registry.ACTIVATIONS).reading(text -> text.equals("none") ? "linear" : text),
            HiddenLayers::activation,
            "Activation of every hidden layer",
            "relu,tanh,sigmoid,none");
    /// Whether hidden layers have a bias.
    public static final Option<Settings, Boolean> BIAS = varied(
            "bias",
            Values.onOff(),
            (layers, on) -> HiddenLayers.dense(layers, dense -> dense.useBias(on)),
            "Bias of hidden layers",
            "on,off");
    /// Batch normalization of every hidden layer.
    public static final Option<Settings, Boolean> BATCH_NORMALIZATION = varied(
            "batch_normalization",
            Values.onOff(),
            (layers, on) -> HiddenLayers.normalization(layers, new BatchNormalization(), on),
            "Batch normalization between sum and activation of hidden layers",
            "off,on");
    /// Layer normalization of every hidden layer.
    public static final Option<Settings, Boolean> LAYER_NORMALIZATION = varied(
            "layer_normalization",
            Values.onOff(),
            (layers, on) -> HiddenLayers.normalization(layers, new LayerNormalization(), on),
            "Layer normalization between sum and activation of hidden layers",
            "off,on");
    /// Weight normalization of every hidden layer.
    public static final Option<Settings, Boolean> WEIGHT_NORMALIZATION = varied(
            "weight_normalization",
            Values.onOff(),
            HiddenLayers::weightNormalization,
            "Weights of hidden layers as length and direction",
            "off,on");
    /// Dropout after every hidden layer.
    public static final Option<Settings, Double> DROPOUT = varied(
            "dropout",
            Values.numbers(),
            HiddenLayers::dropout,
            "Dropout: every one there is, or one after every hidden layer",
            "0,0.2,0.5");
    /// The penalty on absolute weights.
    public static final Option<Settings, Double> L1 = varied(
            "l1",
            Values.numbers(),
            (layers, penalty) -> HiddenLayers.regularized(layers, penalty, null),
            "Penalty on absolute weights of hidden layers",
            "0,0.001,0.01");
    /// The penalty on squared weights.
    public static final Option<Settings, Double> L2 = varied(
            "l2",
            Values.numbers(),
            (layers, penalty) -> HiddenLayers.regularized(layers, null, penalty),
            "Penalty on squared weights of hidden layers",
            "0,0.001,0.01");
    /// Whether the last layer follows from the task.
    public static final Option<Settings, Boolean> HEAD = given(
            "network.head",
            "head",
            Group.NETWORK,
            Values.either("auto", "none"),
            "auto|none",
            "auto: the last layer follows from the task; none: the layers include the last one");
    /// First weights.
    public static final Option<Settings, Initializer> INIT = both(
                    "network.initializer",
                    "init",
                    Group.NETWORK,
                    Values.concept(Registry.INITIALIZERS).orDefault(),
                    "TEXT",
                    "First weights of all dense layers, as in he_normal")
            .usual("each layer's own")
            .levels("glorot_uniform,he_normal,zeros,random_normal(stddev=1)");
    /// The kind of network.
    public static final Option<Settings, Net> NET = given(
                    "network.net",
                    "net",
                    Group.NETWORK,
                    Values.oneOf(Net.class),
                    "auto|mlp|realmlp|tabm|linear",
                    "mlp: one plain network; for tables, tuned beforehand: realmlp, tabm, linear; auto: by the data")
            .usual("auto for train, else mlp");
    /// Layers of a given model that are trained again.
    public static final Option<Settings, List<String>> UNFREEZE = given(
                    "network.unfrozen",
                    "unfreeze",
                    Group.NETWORK,
                    Values.names(),
                    "LAYER",
                    "Layers or blocks of the model of --from to train although its file says that they are frozen")
            .usual("none");
    /// Layers of a given model that keep their weights.
    public static final Option<Settings, List<String>> FREEZE = given(
                    "network.frozen",
                    "freeze",
                    Group.NETWORK,
                    Values.names(),
                    "LAYER",
                    "Layers or blocks of the model of --from whose weights are kept; * stands for any text, as in"
                            + " \"encoder*\"")
            .usual("as in its file");

    /// Every option of the network.
    public static final List<Option<Settings, ?>> ALL = List.of(
            LAYERS,
            DEPTH,
            WIDTH,
            ACTIVATION,
            BIAS,
            BATCH_NORMALIZATION,
            LAYER_NORMALIZATION,
            WEIGHT_NORMALIZATION,
            DROPOUT,
            L1,
            L2,
            HEAD,
            INIT,
            NET,
            UNFREEZE,
            FREEZE);

    private NetworkOptions() {}
}
