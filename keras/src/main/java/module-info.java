/// Keras's model files, both ways.
@org.jspecify.annotations.NullMarked
module gradus.keras {
    requires transitive gradus.core;
    requires static transitive org.jspecify;
    requires io.jhdf;
    // What jhdf needs: an automatic module cannot say so itself.
    requires org.apache.commons.lang3;
    requires org.slf4j;
    requires tools.jackson.databind;

    exports gradus.keras;

    provides gradus.training.ModelFormat with
            gradus.keras.KerasFormat,
            gradus.keras.LegacyH5Format,
            gradus.keras.SafetensorsFormat;
    provides gradus.training.WeightsFormat with
            gradus.keras.WeightsH5Format,
            gradus.keras.SafetensorsFormat;
}
