package gradus.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EvenlySpacedTest {
    @Test
    void places_areSpreadOverAllRows() {
        assertThat(EvenlySpaced.places(10, 4)).containsExactly(0, 2, 5, 7);
        assertThat(EvenlySpaced.places(3, 4)).containsExactly(0, 1, 2);
        assertThat(EvenlySpaced.places(0, 4)).isEmpty();
        assertThat(EvenlySpaced.places(Integer.MAX_VALUE, 2)).containsExactly(0, 1073741823);
    }
}
