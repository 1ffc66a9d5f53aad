package gradus.lab.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RateTest {
    @Test
    void whatWasNotUsed_isThereLater_upToABound() {
        Rate rate = new Rate(10, 3);
        long now = System.nanoTime();
        for (int i = 0; i < 3; i++) {
            assertThat(rate.allows(now)).isTrue();
        }
        assertThat(rate.allows(now)).isFalse();
        assertThat(rate.allows(now + 110_000_000)).isTrue();
        assertThat(rate.allows(now + 120_000_000)).isFalse();
        long later = now + 3_600_000_000_000L;
        for (int i = 0; i < 3; i++) {
            assertThat(rate.allows(later)).isTrue();
        }
        assertThat(rate.allows(later)).isFalse();
    }
}
