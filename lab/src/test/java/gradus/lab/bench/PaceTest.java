package gradus.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PaceTest {
    private static final long MILLISECOND = 1_000_000;

    private final Pace pace = new Pace(Turns.ALONE.apart());

    @Test
    void pictureThatCostMuch_isNotMadeAgainSoon() {
        long now = System.nanoTime();
        assertThat(pace.isPictureDue(now)).isTrue();
        pace.pictureMade(now - 50 * MILLISECOND, 50 * MILLISECOND);
        assertThat(pace.isPictureDue(System.nanoTime() + 200 * MILLISECOND)).isFalse();
        assertThat(pace.isPictureDue(System.nanoTime() + 1000 * MILLISECOND)).isTrue();
    }

    @Test
    void pictureThatOthersDelayed_isMadeAgainSoon() {
        pace.pictureMade(System.nanoTime() - 500 * MILLISECOND, 4 * MILLISECOND);
        assertThat(pace.isPictureDue(System.nanoTime() + 2 * MILLISECOND)).isTrue();
    }

    @Test
    void pictures_thatBeginALittleLate_comeAsOften() {
        long begin = System.nanoTime();
        pace.pictureMade(begin, 0);
        long due = begin + pace.untilPicture(begin);
        pace.pictureMade(due + 8 * MILLISECOND, 0);

        assertThat(pace.untilPicture(due)).isEqualTo(Turns.ALONE.apart());
    }

    @Test
    void sampleThatTookLong_isNotTakenAgainSoon() {
        long now = System.nanoTime();
        assertThat(pace.isSampleDue(now)).isTrue();
        pace.sampleTaken(now - 100 * MILLISECOND);
        assertThat(pace.isSampleDue(now + 400 * MILLISECOND)).isFalse();
        assertThat(pace.isSampleDue(System.nanoTime() + 501 * MILLISECOND)).isTrue();
    }

    @Test
    void rate_isMeasuredOverSomeTime_andForgottenWithTheRun() throws InterruptedException {
        pace.start(100);
        Thread.sleep(310);
        pace.measure(410);
        assertThat(pace.stepsPerSecond()).isPositive().isLessThanOrEqualTo(1000);
        pace.reset();
        assertThat(pace.stepsPerSecond()).isZero();
    }
}
