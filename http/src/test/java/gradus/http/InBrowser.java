package gradus.http;

import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives each class of tests a browser of its own while it runs. Browsers take seconds to start, so that they go from
/// class to class; there are as many as classes run at the same time. Where there is none, it is told that these tests
/// were left out.
public final class InBrowser implements BeforeAllCallback, AfterAllCallback, ParameterResolver {
    /// Browsers that no class has now. JUnit closes it when all tests are done.
    private record Free(Queue<Browser> browsers) implements AutoCloseable {
        @Override
        public void close() {
            browsers.forEach(Browser::close);
        }
    }

    private static Store store(ExtensionContext context) {
        return context.getStore(Namespace.create(InBrowser.class));
    }

    private static Free free(ExtensionContext context) {
        return Objects.requireNonNull(store(context.getRoot())
                .getOrComputeIfAbsent(Free.class, key -> new Free(new ConcurrentLinkedQueue<>()), Free.class));
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (!Browser.isThere()) {
            System.out.println("LEFT OUT: " + context.getDisplayName() + " needs chromium and chromedriver; on Debian:"
                    + " apt-get install chromium chromium-driver");
        }
        Assumptions.assumeTrue(Browser.isThere(), "no chromium");
        Browser browser = free(context).browsers().poll();
        store(context).put(Browser.class, browser == null ? Browser.start() : browser.forget());
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Browser browser = store(context).remove(Browser.class, Browser.class);
        if (browser != null) {
            free(context).browsers().add(browser);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Browser.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return Objects.requireNonNull(store(context).get(Browser.class, Browser.class));
    }
}
