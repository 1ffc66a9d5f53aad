package gradus.experiment.nets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BudgetTest {
    private static Budget.Plan plan(Budget budget, int fewest, long weights, int rows) {
        return budget.plan(fewest, weights, rows, Budget.MOST_EPOCHS);
    }

    @Test
    void smallTables_getAllMembersAndEpochs() {
        assertThat(plan(new Budget(Duration.ofSeconds(25)), 2, 150_000, 1_000)).isEqualTo(new Budget.Plan(5, 5, 256));
    }

    @Test
    void largerTables_getFewerMembersThenFewerEpochs() {
        Budget.Plan plan = plan(new Budget(Duration.ofSeconds(25)), 2, 200_000, 20_000);
        assertThat(plan.members()).isBetween(2, 4);
        assertThat(plan.epochs()).isBetween(32, 64);
        assertThat(plan(new Budget(Duration.ofSeconds(25)), 2, 200_000, 10_000_000))
                .isEqualTo(new Budget.Plan(2, 10, 12));
    }

    @Test
    void fewerMembers_getMoreEpochs() {
        assertThat(plan(new Budget(Duration.ofSeconds(25)), 2, 170_000, 33_000)).isEqualTo(new Budget.Plan(2, 10, 37));
        assertThat(plan(new Budget(Duration.ofSeconds(25)), 1, 170_000, 33_000)).isEqualTo(new Budget.Plan(1, 10, 74));
    }

    @Test
    void moreTime_isSpent() {
        assertThat(plan(Budget.parse("1h"), 1, 200_000, 100_000)).isEqualTo(new Budget.Plan(5, 10, 256));
        assertThat(Budget.parse("2min")).hasToString("120s");
    }

    @Test
    void otherThings_areNoTime() {
        assertThatThrownBy(() -> Budget.parse("3epochs"))
                .hasMessage("a budget must be a time, such as 10s, 2min or 1h, got \"3epochs\"");
    }
}
