package gradus.experiment.nets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.problems.Task;
import org.junit.jupiter.api.Test;

class BudgetTest {
    private static Budget.Plan plan(Budget budget, Task task, long weights, int rows) {
        return budget.plan(task, weights, rows, Budget.MOST_EPOCHS);
    }

    @Test
    void smallTables_getAllMembersAndEpochs() {
        assertThat(plan(Budget.USUAL, Task.REGRESSION, 150_000, 1_000)).isEqualTo(new Budget.Plan(5, 5, 256));
    }

    @Test
    void largerTables_getFewerMembersThenFewerEpochs() {
        Budget.Plan plan = plan(Budget.USUAL, Task.BINARY, 200_000, 20_000);
        assertThat(plan.members()).isBetween(2, 4);
        assertThat(plan.epochs()).isBetween(32, 64);
        assertThat(plan(Budget.USUAL, Task.BINARY, 200_000, 10_000_000)).isEqualTo(new Budget.Plan(2, 10, 12));
    }

    @Test
    void largeRegressions_getOneMemberOfMoreEpochs() {
        assertThat(plan(Budget.USUAL, Task.BINARY, 170_000, 33_000)).isEqualTo(new Budget.Plan(2, 10, 37));
        assertThat(plan(Budget.USUAL, Task.REGRESSION, 170_000, 33_000)).isEqualTo(new Budget.Plan(1, 10, 74));
    }

    @Test
    void moreTime_isSpent() {
        assertThat(plan(Budget.parse("1h"), Task.REGRESSION, 200_000, 100_000)).isEqualTo(new Budget.Plan(5, 10, 256));
        assertThat(Budget.parse("2min")).hasToString("120s");
    }

    @Test
    void otherThings_areNoTime() {
        assertThatThrownBy(() -> Budget.parse("3epochs"))
                .hasMessage("a budget must be a time, such as 10s, 2min or 1h, got \"3epochs\"");
    }
}
