package gradus.internal;

/// Space for intermediate results of one call, one array per thread. It lets functions of a range work without
/// allocation when neither inputs nor outputs can hold the intermediate results.
///
/// The array belongs to the caller until it returns, or until something it calls also requests scratch space: only
/// the innermost loops use it.
public final class Scratch {
    /// The number of values to process at a time where a range can be split: few enough for the L1 cache.
    public static final int CHUNK = 512;

    private static final ThreadLocal<float[]> ARRAYS = ThreadLocal.withInitial(() -> new float[4 * CHUNK]);

    private static final ThreadLocal<float[][]> CHUNKS = ThreadLocal.withInitial(() -> new float[3][CHUNK]);

    private Scratch() {}

    /// Returns this thread's array, with arbitrary content. It grows on demand and is kept.
    ///
    /// @param length the minimum length
    /// @return the array
    public static float[] of(int length) {
        float[] array = ARRAYS.get();
        if (array.length < length) {
            array = new float[length];
            ARRAYS.set(array);
        }
        return array;
    }

    /// Returns three further arrays of this thread, of [#CHUNK] values each, with arbitrary content.
    ///
    /// @return the arrays
    public static float[][] chunks() {
        return CHUNKS.get();
    }
}
