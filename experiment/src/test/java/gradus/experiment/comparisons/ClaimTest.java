package gradus.experiment.comparisons;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.data.tables.CsvOptions;
import gradus.experiment.Settings;
import gradus.experiment.comparisons.Claim.Relation;
import gradus.internal.Records;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class ClaimTest {
    private static ComparisonResult result;

    /// Rates that crawl, learn and diverge.
    @BeforeAll
    static void run() {
        Settings base = Settings.of("plane(samples=80, noise=0, seed=0)");
        base = Records.with(base, "layers", "dense(4, relu)");
        base = Records.with(base, "optimizer", "sgd(0.1)");
        base = Records.with(base, "batch", 16);
        base = Records.with(base, "epochs", 12);
        base = Records.with(base, "validation", "0.3");
        base = Records.with(base, "test", "0");
        base = Records.with(base, "patience", 0);
        Comparison comparison = new Comparison(
                base, List.of(Factor.parse("learning_rate=0.1,0.00001,0.10000001,1000")), 8, null, null, 0.05);
        result = comparison.run(
                new Runner(base.data(), new CsvOptions(), RunStore.inMemory(), 2, (done, total, run) -> {}));
    }

    private static Finding test(String claim) {
        return Claim.test(List.of(Claim.parse(claim)), result).getFirst();
    }

    @Test
    void aLowerLoss_isSeen() {
        Finding finding = test("val_loss: learning_rate=0.1 < learning_rate=0.00001");

        assertThat(finding.holds()).isTrue();
        assertThat(finding.difference().interval()).isNotNull();
        assertThat(finding.adjusted()).isEqualTo(2 / 256.0);
        assertThat(finding.text())
                .startsWith("Validation loss: learning_rate=0.1 ")
                .contains("less in 8 of 8 seeds");
        assertThat(finding.claim().sentence(result))
                .isEqualTo("“learning_rate=0.1” has lower validation loss than “learning_rate=0.00001”.");
    }

    @Test
    void theOppositeOfWhatIsSo_isNot() {
        assertThat(test("val_loss: learning_rate=0.1 > learning_rate=0.00001").holds())
                .isFalse();
    }

    @Test
    void whatIsNearlyTheSame_isAlikeWithinAMargin() {
        assertThat(test("val_loss: learning_rate=0.1 = learning_rate=0.10000001 within 0.01")
                        .holds())
                .isTrue();
        assertThat(test("val_loss: learning_rate=0.1 = learning_rate=0.00001 within 0.000001")
                        .holds())
                .isFalse();
        assertThat(test("val_loss: learning_rate=0.1 = learning_rate=1000 within 9")
                        .holds())
                .as("a run that diverged is like none")
                .isFalse();
    }

    @Test
    void aRunThatNeverComesThere_losesItsPair() {
        Finding finding = test("passes: learning_rate=0.1 < learning_rate=0.00001");

        assertThat(finding.holds()).isTrue();
        assertThat(finding.right()).isInfinite();
        assertThat(finding.difference().signTest()).isTrue();
        assertThat(finding.text()).contains("never. Less in 8 of 8 seeds");
    }

    @Test
    void whatIsCounted_isComparedByItsRatio() {
        Finding finding = test("gradients: learning_rate=0.1 = learning_rate=0.10000001 within 0.05");

        assertThat(finding.holds()).isTrue();
        assertThat(finding.text()).contains("times").contains("less than 5%");
    }

    @Test
    void divergence_isSeenIfEveryRunDiverged() {
        assertThat(test("diverged: learning_rate=1000").holds()).isTrue();
        assertThat(test("diverged: learning_rate=0.1").holds()).isFalse();
        assertThat(test("loss: learning_rate=0.1 < learning_rate=1000").holds()).isTrue();
    }

    @Test
    void claimsThatAreTestedTogether_areCorrectedTogether() {
        List<Finding> findings = Claim.test(
                List.of(
                        Claim.parse("val_loss: learning_rate=0.1 < learning_rate=0.00001"),
                        Claim.parse("diverged: learning_rate=1000"),
                        Claim.parse("train_loss: learning_rate=0.1 < learning_rate=0.00001")),
                result);

        assertThat(findings.get(0).adjusted()).isEqualTo(4 / 256.0);
        assertThat(findings.get(1).adjusted()).isNaN();
        assertThat(findings.get(2).adjusted()).isEqualTo(4 / 256.0);
    }

    @Test
    void aClaim_isWrittenAsItIsRead() {
        for (String text : List.of(
                "accuracy: a, b > c",
                "val_loss: none < dropout 0.5",
                "passes: x = y within 0.2",
                "diverged: rate 10",
                "gradients a pass: batch > mini-batch")) {
            assertThat(Claim.parse(text)).hasToString(text);
        }
        assertThat(Claim.parse("gap: a > b")).isEqualTo(new Claim("gap", "a", Relation.MORE, "b", 0));
    }

    @Test
    void whatIsNoClaim_isRefusedInWords() {
        assertThatThrownBy(() -> Claim.parse("accuracy a > b")).hasMessageContaining("quantity: level > level");
        assertThatThrownBy(() -> Claim.parse("accuracy: a")).hasMessageContaining("one of >, < and =");
        assertThatThrownBy(() -> Claim.parse("accuracy: a = b")).hasMessageContaining("within a margin");
        assertThatThrownBy(() -> Claim.parse("accuracy: a = b within x")).hasMessageContaining("must be a number");
        assertThatThrownBy(() -> test("loss: a > b")).hasMessageContaining("the levels are");
        assertThatThrownBy(() -> test("beauty: learning_rate=0.1 > learning_rate=0.00001"))
                .hasMessageContaining("no quantity \"beauty\"");
    }
}
