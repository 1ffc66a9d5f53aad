package gradus.onednn;

import java.lang.foreign.MemorySegment;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/// Parts of arrays in the form that a native call takes, each made once, so that a training step makes none: whether
/// the compiler dissolves an object that goes through a method handle is for it to decide, and differs from run to run.
///
/// All threads share one table without locks. Its entries do not change; a thread that misses one, or overwrites that
/// of another, only makes a segment more often than it must. A segment keeps its array alive, so the table refers to
/// both weakly: the garbage collector may take them at any time, and the next call makes another segment.
final class Segments {
    /// A training step with ten large layers has about five hundred.
    private static final int SLOTS = 1 << 12;

    /// In how many slots, from the first on, an entry may lie.
    private static final int PROBES = 4;

    /// 2³² divided by the golden ratio: multiples of it are far apart.
    private static final int SPREAD = 0x9e3779b9;

    private static final @Nullable Entry[] TABLE = new Entry[SLOTS];

    private record Entry(WeakReference<Object> array, int offset, int length, WeakReference<MemorySegment> segment) {
        boolean isOf(Object array, int offset, int length) {
            return this.offset == offset && this.length == length && this.array.refersTo(array);
        }
    }

    private Segments() {}

    /// `array[offset, offset + length)`.
    ///
    /// @throws IndexOutOfBoundsException if that does not lie in the array
    static MemorySegment of(float[] array, int offset, int length) {
        MemorySegment known = find(array, offset, length);
        return known != null ? known : keep(array, offset, length, MemorySegment.ofArray(array), Float.BYTES);
    }

    /// The same, of numbers in bfloat16.
    static MemorySegment of(short[] array, int offset, int length) {
        MemorySegment known = find(array, offset, length);
        return known != null ? known : keep(array, offset, length, MemorySegment.ofArray(array), Short.BYTES);
    }

    private static @Nullable MemorySegment find(Object array, int offset, int length) {
        for (int probe = 0; probe < PROBES; probe++) {
            Entry entry = TABLE[slot(array, offset, length, probe)];
            if (entry != null && entry.isOf(array, offset, length)) {
                return entry.segment.get();
            }
        }
        return null;
    }

    /// Where the first slots are taken by others, the first of those has to go.
    private static MemorySegment keep(Object array, int offset, int length, MemorySegment whole, long bytes) {
        MemorySegment segment = whole.asSlice(offset * bytes, length * bytes);
        int slot = slot(array, offset, length, 0);
        for (int probe = 0; probe < PROBES; probe++) {
            int next = slot(array, offset, length, probe);
            Entry entry = TABLE[next];
            if (entry == null || entry.segment.refersTo(null)) {
                slot = next;
                break;
            }
        }
        TABLE[slot] = new Entry(new WeakReference<>(array), offset, length, new WeakReference<>(segment));
        return segment;
    }

    private static int slot(Object array, int offset, int length, int probe) {
        int key = (System.identityHashCode(array) * 31 + offset) * 31 + length;
        return (((key * SPREAD) >>> 16) + probe) % SLOTS;
    }
}
