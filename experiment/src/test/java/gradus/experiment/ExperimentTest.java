package gradus.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import gradus.GradientDescent;
import gradus.data.Rows;
import gradus.data.tables.CsvOptions;
import gradus.problems.Binning;
import gradus.problems.Standardization;
import gradus.problems.TargetTransform;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentTest {
    @TempDir
    private Path folder = Path.of("");

    private static Settings settings(String data) {
        return Settings.of(data).with("epochs", "3");
    }

    private static Experiment experiment(Settings settings) {
        return Experiment.of(settings, new CsvOptions());
    }

    @Test
    void defaults_followFromTheData() {
        Experiment experiment = experiment(Settings.of("iris"));
        assertThat(experiment.epochs()).isEqualTo(300);
        assertThat(experiment.gradientDescent()).isEqualTo(GradientDescent.miniBatch(32));
        assertThat(experiment.data().train().rows()).isEqualTo(105);
        assertThat(experiment.model().summary()).contains("normalization", "dense_2");
    }

    @Test
    void settings_goBeforeDefaults() {
        Settings settings = settings("iris").with("batch", "all");
        assertThat(experiment(settings).gradientDescent()).isEqualTo(GradientDescent.batch());
        assertThat(experiment(settings.with("patience", "0")).patience()).isZero();
        assertThat(experiment(settings).epochs()).isEqualTo(3);
    }

    @Test
    void validationRows_areEvaluatedAfterEverySoManyEpochs() {
        Experiment experiment = experiment(settings("iris").with("epochs", "5").with("validation_frequency", "2"));
        List<Double> losses = experiment.run(List.of(), 1).history().values().get("val_loss");
        assertThat(losses).isNotNull().hasSize(5);
        assertThat(Objects.requireNonNull(losses).stream()
                        .map(loss -> !Double.isNaN(loss))
                        .toList())
                .containsExactly(false, true, false, true, false);
    }

    @Test
    void theSeedPartsTheData_theOptimizerDoesNot() {
        float[] rows = experiment(settings("iris")).data().train().input().toArray();
        assertThat(experiment(settings("iris").with("optimizer", "sgd"))
                        .data()
                        .train()
                        .input()
                        .toArray())
                .isEqualTo(rows);
        assertThat(experiment(settings("iris").seed(1)).data().train().input().toArray())
                .isNotEqualTo(rows);
    }

    @Test
    void bins_areDecodedByTheFinishedModel() {
        Settings settings = settings("auto_mpg").with("bins", "7");
        Experiment experiment = experiment(settings);
        experiment.run(List.of(), 1);
        Rows targets = experiment.data().train().target();
        assertDecodes(experiment, Binning.uniform(targets, 7));
        Experiment quantiles = experiment(settings.with("quantile_bins", "on"));
        quantiles.run(List.of(), 1);
        assertDecodes(quantiles, Binning.quantile(targets, 7));
    }

    @Test
    void standardizedTargets_areDecodedByTheFinishedModel() {
        Experiment experiment = experiment(settings("diabetes"));
        experiment.run(List.of(), 1);
        assertDecodes(experiment, Standardization.of(experiment.data().train().target()));
    }

    private static void assertDecodes(Experiment experiment, TargetTransform transform) {
        Rows inputs = experiment.data().train().input();
        float[] expected = transform.decode(experiment.model().predict(inputs)).toArray();
        float[] finished = experiment.finished().predict(inputs).toArray();
        for (int i = 0; i < expected.length; i++) {
            assertThat(finished[i]).isCloseTo(expected[i], within(1e-3f));
        }
    }

    @Test
    void aSavedModel_knowsColumnsAndLabelsAndJudgesAlike() {
        Experiment experiment = experiment(settings("penguins"));
        Outcome outcome = experiment.run(List.of(), 2);
        Path file = folder.resolve("penguins.keras");
        outcome.model().save(file);
        TrainedModel loaded = TrainedModel.load(file);
        assertThat(loaded.schema()).isEqualTo(experiment.data().schema());
        Judgement judged = loaded.judge(
                experiment.data().schema(),
                Objects.requireNonNull(experiment.data().test()));
        assertThat(judged.metrics())
                .isEqualTo(Objects.requireNonNull(outcome.test()).metrics());
    }

    @Test
    void wrongSettings_areRefusedBeforeTraining() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> experiment(settings("iris").with("bins", "4")))
                .withMessageContaining("bins are for a regression");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> experiment(settings("iris").with("head", "none")))
                .withMessageContaining("the layers must be given, the last one among them");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> experiment(settings("iris").with("test", "1.5")))
                .withMessage("test must be a file, or a share in [0, 1), got 1.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> experiment(settings("iris").with("class_weight", "foo")))
                .withMessageContaining("class_weight must be balanced");
    }
}
