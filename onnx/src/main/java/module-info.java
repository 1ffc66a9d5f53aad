/// Models as ONNX files, which other runtimes can run.
@org.jspecify.annotations.NullMarked
module gradus.onnx {
    requires transitive gradus.core;
    requires static transitive org.jspecify;

    exports gradus.onnx;
}
