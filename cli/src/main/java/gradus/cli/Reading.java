package gradus.cli;

import gradus.data.tables.ReadListener;
import gradus.internal.Printable;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;

/// A sign of life while a long file is read: one line on the terminal, written over and then removed. A file that is
/// read within a second shows none.
final class Reading implements ReadListener {
    private static final long PATIENCE = 1_000_000_000;
    private static final long PAUSE = 200_000_000;

    private final PrintWriter terminal;
    private final LongSupplier nanoseconds;
    private long start;
    private long shown;
    private boolean visible;

    /// @param errors where the line goes
    /// @param nanoseconds the time
    Reading(PrintWriter errors, LongSupplier nanoseconds) {
        this.terminal = errors;
        this.nanoseconds = nanoseconds;
    }

    /// Shows how a file is read if someone looks at standard error.
    static ReadListener on(PrintWriter errors) {
        return Terminal.showsErrors() ? new Reading(errors, System::nanoTime) : NONE;
    }

    @Override
    public void read(String source, long bytes, long total) {
        show("reading " + Printable.shown(source), bytes, total, bytes / 1e6, "MB");
    }

    @Override
    public void rows(String work, long count, long total) {
        show(Printable.shown(work), count, total, (double) count, "rows");
    }

    private void show(String work, long done, long total, double amount, String unit) {
        long now = nanoseconds.getAsLong();
        if (start == 0) {
            start = now;
        }
        if (done == total) {
            // Another file has its own pace.
            start = 0;
            shown = 0;
            end();
        } else if (now - start > PATIENCE && now - shown > PAUSE) {
            shown = now;
            visible = true;
            Screen.inPlace(terminal, text(work, done / (double) total, amount, unit, (now - start) / 1e9));
        }
    }

    /// @param share how much is done, infinite if that is not known
    private static String text(String work, double share, double amount, String unit, double seconds) {
        String pace = String.format(Locale.ROOT, "%,.0f %s/s", amount / seconds, unit);
        String line = Double.isInfinite(share)
                ? String.format(Locale.ROOT, "%,.0f %s, %s", amount, unit, pace)
                : String.format(
                        Locale.ROOT,
                        "%d%%, %s, about %s to go",
                        (int) (100 * share),
                        pace,
                        left(seconds / share - seconds));
        String text = work + ": " + line;
        int most = Terminal.columns() - 1;
        return text.length() <= most ? text : work.substring(0, work.indexOf(' ')) + ": " + line;
    }

    private static String left(double seconds) {
        return seconds < 90
                ? String.format(Locale.ROOT, "%.0f s", seconds)
                : String.format(Locale.ROOT, "%.0f min", seconds / 60);
    }

    private void end() {
        if (visible) {
            visible = false;
            Screen.inPlace(terminal, "");
        }
    }
}
