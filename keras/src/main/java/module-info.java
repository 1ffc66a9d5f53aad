/// Keras's model files, both ways.
@org.jspecify.annotations.NullMarked
module gradus.keras {
    requires transitive gradus.core;
    requires static transitive org.jspecify;
    requires io.jhdf;
    requires tools.jackson.databind;

    exports gradus.keras;

    provides gradus.training.ModelFormat with
            gradus.keras.KerasFormat;
}
