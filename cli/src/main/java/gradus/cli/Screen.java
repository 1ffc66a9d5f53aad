package gradus.cli;

import gradus.internal.Printable;
import java.io.PrintWriter;

/// Where every command prints: what a terminal would act on is not let through, whatever file it came from. Only what
/// draws lines in place writes past it, and cleans names itself.
final class Screen extends PrintWriter {
    private static final String CLEAR = "\r\u001b[K";

    private final PrintWriter terminal;
    private boolean inPlace;

    Screen(PrintWriter terminal) {
        super(terminal, true);
        this.terminal = terminal;
    }

    /// Shows a line that the next one replaces, whatever it is.
    ///
    /// @param text the line, already clean; empty to show none
    static void inPlace(PrintWriter printer, String text) {
        if (printer instanceof Screen screen) {
            screen.inPlace = !text.isEmpty();
        }
        raw(printer).print(CLEAR + text);
        raw(printer).flush();
    }

    private void leavePlace() {
        if (inPlace) {
            inPlace(this, "");
        }
    }

    @Override
    public void write(int character) {
        leavePlace();
        super.write(Printable.shown((char) character));
    }

    @Override
    public void write(char[] text, int from, int length) {
        write(new String(text, from, length));
    }

    @Override
    public void write(String text, int from, int length) {
        leavePlace();
        String shown = Printable.shown(text.substring(from, from + length));
        super.write(shown, 0, shown.length());
    }

    /// What a printer writes to, past the filter.
    static PrintWriter raw(PrintWriter printer) {
        return printer instanceof Screen screen ? screen.terminal : printer;
    }
}
