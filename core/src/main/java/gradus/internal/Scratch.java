package gradus.internal;

/// Room for intermediate numbers of one call, one array per thread. It is how functions of a range work without
/// allocation when neither their inputs nor their outputs can hold what comes between.
///
/// The array belongs to the caller until it returns, or until something it calls asks for scratch too: only the
/// innermost loops use it.
public final class Scratch {
    /// How many numbers are worked on at a time where a range can be cut: few enough for the nearest cache.
    public static final int CHUNK = 512;

    private static final ThreadLocal<float[]> ARRAYS = ThreadLocal.withInitial(() -> new float[4 * CHUNK]);

    private Scratch() {}

    /// This thread's array, of at least this length, with anything in it. It grows once and stays.
    public static float[] of(int length) {
        float[] array = ARRAYS.get();
        if (array.length < length) {
            array = new float[length];
            ARRAYS.set(array);
        }
        return array;
    }
}
