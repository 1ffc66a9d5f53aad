package gradus.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SmallestTest {
    @Test
    void theSmallest_areKept_ofEqualOnesTheFirst() {
        Smallest smallest = new Smallest(3);
        double[] values = {5, 2, 9, 2, 7, 1, 5};
        for (int i = 0; i < values.length; i++) {
            smallest.offer(i, values[i]);
        }
        assertThat(smallest.places()).containsExactly(5, 1, 3);
        assertThat(smallest.value(0)).isEqualTo(1);
        assertThat(smallest.largest()).isEqualTo(2);
    }

    @Test
    void fewerValues_leaveInfinity() {
        Smallest smallest = new Smallest(2);
        smallest.offer(4, 3);
        assertThat(smallest.places()[0]).isEqualTo(4);
        assertThat(smallest.largest()).isInfinite();
    }
}
