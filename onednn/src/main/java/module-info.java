/// Matrix products by [oneDNN](https://github.com/uxlfoundation/oneDNN). There is nothing to call: on the class or
/// module path it is found by itself.
@org.jspecify.annotations.NullMarked
module gradus.onednn {
    requires gradus.core;
    requires org.bytedeco.javacpp;
    requires static org.jspecify;

    provides gradus.kernels.Kernels with
            gradus.onednn.OneDnnKernels;
}
