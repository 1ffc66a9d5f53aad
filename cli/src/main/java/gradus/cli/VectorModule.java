package gradus.cli;

/// Loads the JDK's Vector API, for the `simd` kernels. With `--add-modules` the JVM would load it too, and print a
/// warning about incubator modules to standard error at every start, which no option of it turns off.
final class VectorModule {
    private VectorModule() {}

    /// Does what the JVM itself does for modules that are needed late. Needs its option
    /// `--add-exports java.base/jdk.internal.module=ALL-UNNAMED`; without it, or on a JDK that has changed here,
    /// nothing happens, and the report of the kernels says so.
    static void load() {
        try {
            Class.forName("jdk.internal.module.Modules")
                    .getMethod("loadModule", String.class)
                    .invoke(null, "jdk.incubator.vector");
        } catch (ReflectiveOperationException notPossible) {
            // The other kernels are used.
        }
    }
}
