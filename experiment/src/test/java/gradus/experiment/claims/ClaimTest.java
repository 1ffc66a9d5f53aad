package gradus.experiment.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.data.tables.CsvOptions;
import gradus.experiment.Settings;
import gradus.experiment.claims.Claim.Relation;
import gradus.experiment.comparisons.Comparison;
import gradus.experiment.comparisons.Factor;
import gradus.experiment.comparisons.RunLog;
import gradus.experiment.comparisons.Runner;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class ClaimTest {
    private static Measurements result;

    /// Rates that crawl, learn and diverge.
    @BeforeAll
    static void run() {
        Settings base = Settings.of("plane(samples=80, noise=0, seed=0)");
        base = base.with("layers", "dense(4, relu)");
        base = base.with("optimizer", "sgd(0.1)");
        base = base.with("batch", "16");
        base = base.with("epochs", "12");
        base = base.with("validation", "0.3");
        base = base.with("test", "0");
        base = base.with("patience", "0");
        Comparison comparison = new Comparison(
                base, List.of(Factor.parse("learning_rate=0.1,0.00001,0.10000001,1000")), 8, null, null, 0.05);
        result = Measurements.of(comparison.run(
                new Runner(base.data().source(), new CsvOptions(), RunLog.inMemory(), 2, (done, total, run) -> {})));
    }

    private static Finding test(String claim) {
        return Finding.of(List.of(Claim.parse(claim)), result).getFirst();
    }

    @Test
    void lessIsBetter_ofCalibrationErrorsToo() {
        assertThat(Claim.parse("test_ece: a beats b by 0").relation()).isEqualTo(Claim.Relation.LESS);
        assertThat(Claim.parse("brier: a beats b by 0").relation()).isEqualTo(Claim.Relation.LESS);
        assertThat(Claim.parse("test_accuracy: a beats b by 0").relation()).isEqualTo(Claim.Relation.MORE);
    }

    @Test
    void aLowerLoss_isSeen() {
        Finding finding = test("val_loss: learning_rate=0.1 < learning_rate=0.00001");

        assertThat(finding.holds()).isTrue();
        assertThat(Objects.requireNonNull(finding.difference()).interval()).isNotNull();
        assertThat(finding.p()).isEqualTo(2 / 256.0);
        assertThat(finding.text(result)).startsWith("Validation loss: 0.").contains(" against 0.", "p = 0.0078.");
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
        assertThat(Objects.requireNonNull(finding.difference()).signTest()).isTrue();
        assertThat(finding.text(result)).contains("against never; less in 8 of 8 seeds, p = 0.0078.");
    }

    @Test
    void whatIsCounted_isComparedByItsRatio() {
        Finding finding = test("gradients: learning_rate=0.1 = learning_rate=0.10000001 within 0.05");

        assertThat(finding.holds()).isTrue();
        assertThat(finding.text(result)).contains("times").contains("less than 5%");
    }

    @Test
    void divergence_isSeenIfEveryRunDiverged() {
        assertThat(test("diverged: learning_rate=1000").holds()).isTrue();
        assertThat(test("diverged: learning_rate=0.1").holds()).isFalse();
        assertThat(test("loss: learning_rate=0.1 < learning_rate=1000").holds()).isTrue();
    }

    @Test
    void claimsThatAreTestedTogether_areCorrectedTogether() {
        List<Finding> findings = Finding.of(
                List.of(
                        Claim.parse("val_loss: learning_rate=0.1 < learning_rate=0.00001"),
                        Claim.parse("diverged: learning_rate=1000"),
                        Claim.parse("train_loss: learning_rate=0.1 < learning_rate=0.00001")),
                result);

        assertThat(findings.get(0).p()).isEqualTo(4 / 256.0);
        assertThat(findings.get(1).p()).isNaN();
        assertThat(findings.get(2).p()).isEqualTo(4 / 256.0);
    }

    @Test
    void aClaim_isWrittenAsItIsRead() {
        for (String text : List.of(
                "accuracy: a, b > c",
                "val_loss: none < dropout 0.5",
                "passes: x = y within 0.2",
                "accuracy: a > b by 0.01",
                "test_loss: optimizer=sgd(momentum=0.9, nesterov=true) beats b by 1e-3",
                "diverged: rate 10",
                "gradients a pass: batch > mini-batch")) {
            assertThat(Claim.parse(text)).hasToString(text);
        }
        assertThat(Claim.parse("gap: a > b")).isEqualTo(new Claim("gap: a > b", "gap", "a", Relation.MORE, "b", 0, 0));
    }

    @Test
    void whatIsNoClaim_isRefusedInWords() {
        assertThatThrownBy(() -> Claim.parse("accuracy a > b")).hasMessageContaining("not a claim: \"accuracy a > b\"");
        assertThatThrownBy(() -> Claim.parse("accuracy: a")).hasMessageContaining("A claim is written as");
        assertThatThrownBy(() -> Claim.parse("accuracy: a = b")).hasMessageContaining("within 0.02");
        assertThatThrownBy(() -> Claim.parse("accuracy: a = b within x")).hasMessageContaining("not a claim");
        assertThatThrownBy(() -> test("loss: a > b")).hasMessageContaining("no level is named \"a\"; there are");
        assertThatThrownBy(() -> test("beauty: learning_rate=0.1 > learning_rate=0.00001"))
                .hasMessageContaining("has no measure \"beauty\"; it has");
    }

    @Test
    void beats_meansLess_whereLessIsBetter() {
        for (String quantity : List.of("test_loss", "root_mean_squared_error", "passes", "seconds", "memory")) {
            assertThat(Claim.parse(quantity + ": a beats b by 0").relation()).isEqualTo(Relation.LESS);
        }
        assertThat(Claim.parse("test_accuracy: a beats b by 0.1").relation()).isEqualTo(Relation.MORE);
        assertThat(Claim.parse("r2_score: a is at least -0.5").number()).isEqualTo(-0.5);
        assertThatThrownBy(() -> Claim.parse("passes: a beats b by 10")).hasMessageContaining("takes at most 0.5 of");
    }

    @Test
    void everyClaim_isASentence() {
        Map<String, String> sentences = Map.of(
                "accuracy: a > b by 0.1", "“a” has higher validation accuracy than “b”, by at least 0.1.",
                "passes: a > b", "“a” needs more passes to a loss of 0.05 than “b”.",
                "test_loss: a = b within 0.2", "“a” and “b” differ by less than 0.2 in test loss.",
                "epochs: a = b within 0.2", "“a” and “b” differ by less than 20% in epochs to a loss of 0.05.",
                "passes: a takes at most 0.5 of b", "“a” takes at most 0.5 of the passes to a loss of 0.05 of “b”.",
                "gap: a is 0.3 within 0.1", "“a” has 0.3 validation loss without training loss, within 0.1.",
                "accuracy: a is at least 0.9", "“a” has at least 0.9 validation accuracy.",
                "gradients a pass: a is at most 9", "“a” has at most 9 gradients a pass.",
                "diverged: a", "Every run of “a” diverges.");
        sentences.forEach((claim, sentence) ->
                assertThat(Claim.parse(claim).sentence(result)).isEqualTo(sentence));
    }

    @Test
    void aDifferenceThatItsIntervalDoesNotShow_isNotSeen() {
        // One run of ten times the others: every pair is a win, and the interval of the mean reaches below 0.
        double[] low = {0, 0, 0, 0, 0, 0, 0, 0};
        double[] high = {0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 9};
        Measurements measured = new Measurements(Map.of("a", Map.of("q", high), "b", Map.of("q", low)), 16, List.of());
        Finding finding = Finding.of(List.of(Claim.parse("q: a > b")), measured).getFirst();
        assertThat(finding.p()).isLessThan(0.05);
        assertThat(finding.verdict()).isEqualTo(Reproduction.NOT_SEEN);
        assertThat(Finding.of(List.of(Claim.parse("q: a is at least 1")), measured)
                        .getFirst()
                        .seen())
                .startsWith("1.213 (95%: -");
    }
}
