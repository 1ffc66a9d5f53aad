package gradus.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import gradus.data.Rows;
import gradus.data.tables.MissingPolicy;
import gradus.data.tables.NumericFeature;
import gradus.data.tables.Schema;
import gradus.data.tables.Target;
import gradus.problems.Task;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClassWeightsTest {
    private static final Rows TARGETS = Rows.of(new int[] {0, 0, 0, 1});

    private static Schema schema(Task task, String... labels) {
        return new Schema(
                List.of(new NumericFeature("x", 0, 1)),
                List.of(),
                new Target(task, List.of("y"), List.of(labels)),
                MissingPolicy.ERROR);
    }

    private static final Schema CLASSES = schema(Task.BINARY, "no", "a=b");

    private static Map<Integer, Double> weights(String text, Schema schema) {
        return ClassWeights.of(ClassWeights.values().parse("class_weight", text), schema, TARGETS);
    }

    @Test
    void nothing_weighsNothing() {
        assertThat(ClassWeights.of(null, CLASSES, TARGETS)).isEmpty();
    }

    @Test
    void balanced_makesClassesCountAlike() {
        Map<Integer, Double> weights = weights("balanced", CLASSES);
        assertThat(weights).containsEntry(0, 4 / (2 * 3.0)).containsEntry(1, 2.0);
    }

    @Test
    void labels_mayHaveAnEqualsSign() {
        assertThat(weights("a=b=5, no=0.5", CLASSES)).containsExactlyInAnyOrderEntriesOf(Map.of(1, 5.0, 0, 0.5));
    }

    @Test
    void wrongOnes_areExplained() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> weights("yes=2", CLASSES))
                .withMessage("no class is named \"yes\"; there are no, a=b");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> weights("foo", CLASSES))
                .withMessage("class_weight must be balanced, or weights by label as in yes=5,no=1, got \"foo\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> weights("no=x", CLASSES))
                .withMessage("the weight of class no must be a number, got \"x\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> weights("balanced", schema(Task.REGRESSION)))
                .withMessageContaining("class weights need classes");
    }
}
