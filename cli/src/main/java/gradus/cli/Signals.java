package gradus.cli;

import java.lang.reflect.Proxy;

/// What a process does when it gets a signal. The JVM ends at most signals with a code of failure; only its class
/// `sun.misc.Signal` says otherwise, which the compiler does not want to see, so it is found by its name.
final class Signals {
    private Signals() {}

    /// Does something at a signal instead of what the JVM does. Where the system has no such signal, nothing changes.
    ///
    /// @param name without SIG: `TERM`
    /// @param action is called by a thread of its own
    static void on(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object called = Proxy.newProxyInstance(
                    Signals.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        switch (method.getName()) {
                            case "handle" -> action.run();
                            case "hashCode" -> {
                                return System.identityHashCode(proxy);
                            }
                            case "equals" -> {
                                return proxy == arguments[0];
                            }
                            default -> {} // toString
                        }
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), called);
        } catch (ReflectiveOperationException e) {
            // Not this JVM, or not this signal.
        }
    }
}
