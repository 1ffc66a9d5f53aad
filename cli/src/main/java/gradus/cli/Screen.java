package gradus.cli;

import gradus.internal.Printable;
import java.io.PrintWriter;

/// Where every command prints: what a terminal would act on is not let through, whatever file it came from. Only what
/// draws lines in place writes past it, and cleans names itself.
final class Screen extends PrintWriter {
    private final PrintWriter terminal;

    Screen(PrintWriter terminal) {
        super(terminal, true);
        this.terminal = terminal;
    }

    @Override
    public void write(int character) {
        super.write(Printable.shown((char) character));
    }

    @Override
    public void write(char[] text, int from, int length) {
        write(new String(text, from, length));
    }

    @Override
    public void write(String text, int from, int length) {
        String shown = Printable.shown(text.substring(from, from + length));
        super.write(shown, 0, shown.length());
    }

    /// What a printer writes to, past the filter.
    static PrintWriter raw(PrintWriter printer) {
        return printer instanceof Screen screen ? screen.terminal : printer;
    }
}
