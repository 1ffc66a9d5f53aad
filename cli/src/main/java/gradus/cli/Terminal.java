package gradus.cli;

import java.io.Console;

/// What is known of the terminal.
final class Terminal {
    private static final int USUAL = 80;

    private Terminal() {}

    /// Whether standard output goes to a terminal, and input comes from it.
    static boolean isInteractive() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    /// Whether standard error goes to a terminal, as the launcher says: Java has no way to know.
    static boolean showsErrors() {
        return "yes".equals(System.getenv("GRADUS_TERMINAL"));
    }

    /// Its width, as the shell says, or 80.
    static int columns() {
        try {
            return Math.max(20, Integer.parseInt(System.getenv().getOrDefault("COLUMNS", "" + USUAL)));
        } catch (NumberFormatException e) {
            return USUAL;
        }
    }
}
