package gradus.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChangeTest {
    private static final List<Change.Part> AGE = List.of(new Change.Part("age", "51", "34"));

    @Test
    void words_sayTheProbabilityOfALabel_andNoneOfANumber() {
        assertThat(new Change(AGE, "no", true, 0.62, 0.2)).hasToString("age 34 instead of 51 would give no (0.62)");
        assertThat(new Change(AGE, "1", true, 1, 0.2)).hasToString("age 34 instead of 51 would give 1 (1.00)");
        assertThat(new Change(AGE, "120", false, 120, 0.2)).hasToString("age 34 instead of 51 would give 120");
    }
}
