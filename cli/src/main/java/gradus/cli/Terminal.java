package gradus.cli;

/// What is known of the terminal.
final class Terminal {
    private static final int USUAL = 80;

    private Terminal() {}

    /// Its width, as the shell says, or 80.
    static int columns() {
        try {
            return Math.max(20, Integer.parseInt(System.getenv().getOrDefault("COLUMNS", "" + USUAL)));
        } catch (NumberFormatException e) {
            return USUAL;
        }
    }
}
