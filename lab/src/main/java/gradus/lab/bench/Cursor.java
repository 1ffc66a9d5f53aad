package gradus.lab.bench;

/// Where the curve of a stream ends.
///
/// @param run whose curve
/// @param stride of the curve then
/// @param epoch sent last
/// @param traceStride the same for the losses of batches
/// @param step sent last
public record Cursor(int run, int stride, int epoch, int traceStride, int step) {
    /// Nothing has been sent yet.
    public static final Cursor NONE = new Cursor(0, 0, 0, 0, 0);

    /// Reads what [#toString()] wrote; anything else is [#NONE].
    public static Cursor parse(String text) {
        if (!text.matches("[0-9]{1,9}(-[0-9]{1,9}){4}")) {
            return NONE;
        }
        String[] parts = text.split("-", -1);
        return new Cursor(
                Integer.parseInt(parts[0]),
                Integer.parseInt(parts[1]),
                Integer.parseInt(parts[2]),
                Integer.parseInt(parts[3]),
                Integer.parseInt(parts[4]));
    }

    @Override
    public String toString() {
        return run + "-" + stride + "-" + epoch + "-" + traceStride + "-" + step;
    }
}
