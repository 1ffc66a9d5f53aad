package gradus.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScratchTest {
    @Test
    void anArray_isKept_andGrowsWhenItIsTooShort() {
        float[] first = Scratch.of(10);
        assertThat(Scratch.of(20)).isSameAs(first);
        float[] longer = Scratch.of(first.length + 1);
        assertThat(longer).hasSizeGreaterThan(first.length);
        assertThat(Scratch.of(1)).isSameAs(longer);
    }

    @Test
    void threads_haveTheirOwn() throws InterruptedException {
        float[] mine = Scratch.of(1);
        float[][] other = new float[1][];
        Thread thread = new Thread(() -> other[0] = Scratch.of(1));
        thread.start();
        thread.join();
        assertThat(other[0]).isNotSameAs(mine);
    }
}
