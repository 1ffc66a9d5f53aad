package gradus.cli;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;

/// The JVM warns on standard error that it uses an incubator module, at every start. The launcher keeps that away: it
/// starts the JVM with another standard error and passes the real one as a descriptor of another number.
final class StandardError {
    private static final int NUMBER = 2;

    private StandardError() {}

    /// Makes the real standard error that of this process again. Opening it by its name instead would begin a file
    /// anew.
    @SuppressWarnings("restricted") // the C library's dup2 takes two numbers and returns one
    static void restore() {
        Integer descriptor = Integer.getInteger("gradus.stderr");
        if (descriptor == null) {
            return;
        }
        Linker linker = Linker.nativeLinker();
        FunctionDescriptor twoNumbers =
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
        try {
            int result = (int) linker.downcallHandle(linker.defaultLookup().findOrThrow("dup2"), twoNumbers)
                    .invokeExact((int) descriptor, NUMBER);
            if (result != NUMBER) {
                throw new IllegalStateException("dup2 gave " + result);
            }
        } catch (Throwable e) {
            throw new IllegalStateException("standard error cannot be opened", e);
        }
    }
}
