package gradus.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SegmentsTest {
    private final float[] array = {0, 1, 2, 3, 4, 5, 6, 7};

    @Test
    void aPart_isThatOfTheArray_andMadeOnce() {
        MemorySegment part = Segments.of(array, 2, 3);
        assertThat(part.toArray(ValueLayout.JAVA_FLOAT)).containsExactly(2, 3, 4);
        array[3] = 30;
        assertThat(part.getAtIndex(ValueLayout.JAVA_FLOAT, 1)).isEqualTo(30);
        assertThat(Segments.of(array, 2, 3)).isSameAs(part);
    }

    @Test
    void otherPartsAndArrays_areOthers() {
        Segments.of(array, 2, 3);
        assertThat(numbers(array, 2, 4)).containsExactly(2, 3, 4, 5);
        assertThat(numbers(array, 1, 3)).containsExactly(1, 2, 3);
        assertThat(numbers(new float[] {0, -1, -2, -3, -4}, 2, 3)).containsExactly(-2, -3, -4);
        assertThat(Segments.of(new short[] {5, 6}, 1, 1).toArray(ValueLayout.JAVA_SHORT))
                .containsExactly((short) 6);
    }

    private static float[] numbers(float[] array, int offset, int length) {
        return Segments.of(array, offset, length).toArray(ValueLayout.JAVA_FLOAT);
    }

    /// Many more than there is room for: some are made again, none is taken for another.
    @Test
    void tooManyParts_areStillRight() {
        List<float[]> arrays = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            arrays.add(new float[] {i, i + 0.5f});
        }
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < arrays.size(); i++) {
                assertThat(Segments.of(arrays.get(i), 1, 1).get(ValueLayout.JAVA_FLOAT, 0))
                        .isEqualTo(i + 0.5f);
            }
        }
    }

    @Test
    void whatDoesNotLieInTheArray_isRefused() {
        assertThatThrownBy(() -> Segments.of(array, 6, 3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Segments.of(array, -1, 3)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void anArray_thatNobodyElseHas_isNotKept() throws InterruptedException {
        float[] large = new float[1 << 20];
        Segments.of(large, 5, 100);
        WeakReference<float[]> reference = new WeakReference<>(large);
        large = null;
        for (int i = 0; i < 50 && reference.get() != null; i++) {
            System.gc();
            Thread.sleep(10);
        }
        assertThat(reference.get()).isNull();
    }
}
