/// The command line.
@org.jspecify.annotations.NullMarked
module gradus.cli {
    requires gradus.core;
    requires gradus.data;
    requires gradus.experiment;
    requires gradus.keras;
    requires gradus.onnx;
    requires gradus.lab;
    requires gradus.serve;
    requires static org.jspecify;
    requires info.picocli;
    requires java.logging;

    opens gradus.cli to
            info.picocli;
}
