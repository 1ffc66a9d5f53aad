package gradus.math;

/// A stream of random numbers that is a function of its key and a counter, so that any part of it can be computed
/// on any thread, in any order, after any restart.
///
/// Streams are derived from one seed by purpose ([#derive(String)], [#derive(long)]). Streams of different purposes
/// are independent: drawing more weights does not change the order of the batches. The generator is SplitMix64
/// ([Steele, Lea & Flood 2014](https://doi.org/10.1145/2714064.2660195)); all arithmetic is exact, so the same key
/// gives the same bits on every machine.
public final class RandomStream {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private final long key;
    private long counter;

    private RandomStream(long key) {
        this.key = key;
    }

    /// Creates the root of all streams of one run.
    ///
    /// @param seed the seed
    /// @return the stream
    public static RandomStream of(long seed) {
        return new RandomStream(mix(seed ^ 0x6A09E667F3BCC909L));
    }

    /// Derives a stream for a purpose.
    ///
    /// @param purpose the purpose, such as `"order"` or the name of a parameter
    /// @return the stream
    public RandomStream derive(String purpose) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < purpose.length(); i++) {
            hash = (hash ^ purpose.charAt(i)) * 0x100000001B3L;
        }
        return derive(hash);
    }

    /// Derives a stream for a number.
    ///
    /// @param number the number, such as that of an epoch
    /// @return the stream
    public RandomStream derive(long number) {
        return new RandomStream(derivedKey(key, number));
    }

    /// Returns the key of `derive(number)`, for loops that must not allocate.
    ///
    /// @param key the key of the stream to derive from
    /// @param number the number
    /// @return the key of the derived stream
    public static long derivedKey(long key, long number) {
        return mix(key + mix(number + GOLDEN_GAMMA));
    }

    /// {@return the key, which identifies this stream}
    public long key() {
        return key;
    }

    /// {@return the next 64 random bits}
    public long nextLong() {
        return mix(key + GOLDEN_GAMMA * ++counter);
    }

    /// {@return the next number in `[0, 1)`, a multiple of 2⁻⁵³}
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1p-53;
    }

    /// Returns the next whole number in `[0, bound)`. The modulo bias is less than `bound`·2⁻⁶³.
    ///
    /// @param bound the upper bound, exclusive, at least 1
    /// @return the number
    public int nextInt(int bound) {
        return (int) ((nextLong() >>> 1) % bound);
    }

    /// {@return the next number of the standard normal distribution (Box–Muller)}
    public double nextGaussian() {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - nextDouble()));
        return radius * cosineOfTurns(nextDouble());
    }

    /// Fills `values[from, to)` with numbers of the standard normal distribution. The number at `i` depends on
    /// `key` and `i` only, so a range may be split anywhere.
    ///
    /// @param key the key of a stream
    /// @param values receives the numbers
    /// @param from the first index, inclusive
    /// @param to the last index, exclusive
    public static void gaussians(long key, float[] values, int from, int to) {
        for (int i = from; i < to; i++) {
            double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - uniform(key, 2L * i)));
            values[i] = (float) (radius * cosineOfTurns(uniform(key, 2L * i + 1)));
        }
    }

    /// Fills `values[from, to)` with numbers in `[0, 1)`, multiples of 2⁻²⁴. The number at `i` depends on `key` and
    /// `i` only. It works on 32 bits, so that the loop is vectorised.
    ///
    /// @param key the key of a stream
    /// @param values receives the numbers
    /// @param from the first index, inclusive
    /// @param to the last index, exclusive
    public static void uniforms(long key, float[] values, int from, int to) {
        int low = (int) key;
        int high = (int) (key >>> 32);
        for (int i = from; i < to; i++) {
            int h = (i ^ low) * 0x9E3779B9;
            h = (h ^ h >>> 16) * 0x21F0AAAD;
            h = (h ^ h >>> 15) + high;
            h = (h ^ h >>> 16) * 0x735A2D97;
            h ^= h >>> 15;
            values[i] = (h >>> 8) * 0x1p-24f;
        }
    }

    /// Fills an array with `0 … order.length - 1` in random order (Fisher–Yates).
    ///
    /// @param order receives the numbers
    public void permute(int[] order) {
        for (int i = 0; i < order.length; i++) {
            int j = nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
    }

    /// Computes `cos 2πu` for `u` in `[0, 1]`: the nearest quarter turn is subtracted exactly, and the rest, at
    /// most an eighth of a turn, goes into a power series. `StrictMath.cos` and `sin` would allocate an array in
    /// every call.
    private static double cosineOfTurns(double u) {
        int quarter = (int) (4 * u + 0.5);
        double rest = (4 * u - quarter) * (Math.PI / 2);
        return switch (quarter & 3) {
            case 0 -> cosine(rest);
            case 1 -> -sine(rest);
            case 2 -> -cosine(rest);
            default -> sine(rest);
        };
    }

    /// Computes `1 - x²/2!·(1 - x²/(3·4)·(1 - …))` up to `x¹⁸`, exact to the last bits for `|x| ≤ π/4`.
    private static double cosine(double x) {
        double sum = 1;
        for (int n = 18; n > 0; n -= 2) {
            sum = 1 - x * x / (n * (n - 1)) * sum;
        }
        return sum;
    }

    /// Computes `x·(1 - x²/(2·3)·(1 - x²/(4·5)·(1 - …)))` up to `x¹⁹`, exact to the last bits for `|x| ≤ π/4`.
    private static double sine(double x) {
        double sum = 1;
        for (int n = 19; n > 1; n -= 2) {
            sum = 1 - x * x / (n * (n - 1)) * sum;
        }
        return x * sum;
    }

    private static double uniform(long key, long i) {
        return (mix(key + GOLDEN_GAMMA * (i + 1)) >>> 11) * 0x1p-53;
    }

    private static long mix(long z) {
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
