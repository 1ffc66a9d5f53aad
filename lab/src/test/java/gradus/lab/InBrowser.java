package gradus.lab;

import java.util.Objects;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives tests the one browser that all of them share, because it takes seconds to start. Where there is none, it is
/// told that these tests were left out.
final class InBrowser implements BeforeAllCallback, ParameterResolver {
    @Override
    public void beforeAll(ExtensionContext context) {
        if (!Browser.isThere()) {
            System.out.println("LEFT OUT: " + context.getDisplayName() + " needs chromium and chromedriver; on Debian:"
                    + " apt-get install chromium chromium-driver");
        }
        Assumptions.assumeTrue(Browser.isThere(), "no chromium");
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Browser.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        // JUnit closes it when all tests are done.
        return Objects.requireNonNull(context.getRoot()
                .getStore(Namespace.create(InBrowser.class))
                .getOrComputeIfAbsent(Browser.class, key -> Browser.start(), Browser.class));
    }
}
