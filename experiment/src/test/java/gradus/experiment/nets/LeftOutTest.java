package gradus.experiment.nets;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.data.Rows;
import gradus.math.RandomStream;
import gradus.problems.Task;
import org.junit.jupiter.api.Test;

class LeftOutTest {
    private static final Rows TARGETS = Rows.of(new float[10], 1);

    private static int[] parts(LeftOut leftOut, int count) {
        return leftOut.parts(TARGETS, Task.REGRESSION, count, RandomStream.of(1));
    }

    @Test
    void byTime_partsGoBackFromTheLastRows_andOnlyEarlierOnesAreKnown() {
        LeftOut latestFirst = new LeftOut(null, new int[] {9, 8, 7, 6, 5, 4, 3, 2, 1, 0});
        assertThat(parts(latestFirst, 3)).containsExactly(0, 0, 0, 1, 1, 1, 2, 2, 2, 2);
        assertThat(latestFirst.knows(1, 2)).isTrue();
        assertThat(latestFirst.knows(1, 0)).isFalse();
        assertThat(latestFirst.knows(1, 1)).isFalse();
        assertThat(latestFirst.part(3)).as("the same for all").isZero();
    }

    @Test
    void atRandom_allOtherPartsAreKnown() {
        assertThat(parts(LeftOut.AT_RANDOM, 5)).containsOnly(0, 1, 2, 3, 4);
        assertThat(LeftOut.AT_RANDOM.knows(1, 0)).isTrue();
        assertThat(LeftOut.AT_RANDOM.knows(1, 1)).isFalse();
        assertThat(LeftOut.AT_RANDOM.part(3)).isEqualTo(3);
    }
}
