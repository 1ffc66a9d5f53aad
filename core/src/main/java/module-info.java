/// Dense neural networks: everything to build, train, evaluate and inspect one.
@org.jspecify.annotations.NullMarked
@SuppressWarnings("module") // modules of this project that are compiled later share the internal package
module gradus.core {
    requires static transitive org.jspecify;
    requires static java.compiler;
    requires static jdk.incubator.vector;
    requires java.net.http;

    exports gradus;
    exports gradus.activations;
    exports gradus.callbacks;
    exports gradus.callbacks.tensorboard;
    exports gradus.checkpoints;
    exports gradus.constraints;
    exports gradus.data;
    exports gradus.initializers;
    exports gradus.internal to
            gradus.cli,
            gradus.data,
            gradus.experiment,
            gradus.http,
            gradus.keras,
            gradus.lab,
            gradus.onnx,
            gradus.serve;
    exports gradus.kernels to
            gradus.benchmarks,
            gradus.cli,
            gradus.experiment,
            gradus.lab,
            gradus.onednn,
            gradus.serve;
    exports gradus.layers;
    exports gradus.layers.operations;
    exports gradus.losses;
    exports gradus.math;
    exports gradus.metrics;
    exports gradus.optimizers;
    exports gradus.problems;
    exports gradus.registry;
    exports gradus.regularizers;
    exports gradus.schedules;
    exports gradus.training to
            gradus.cli,
            gradus.data,
            gradus.experiment,
            gradus.keras,
            gradus.lab,
            gradus.onnx,
            gradus.serve;

    uses gradus.kernels.Kernels;
    uses gradus.registry.ConceptProvider;
    uses gradus.training.ModelFormat;
    uses gradus.training.WeightsFormat;
}
