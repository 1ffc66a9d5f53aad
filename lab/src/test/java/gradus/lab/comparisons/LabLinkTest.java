package gradus.lab.comparisons;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.data.tables.CsvOptions;
import gradus.experiment.Experiment;
import gradus.experiment.Settings;
import gradus.experiment.comparisons.Level;
import gradus.internal.Records;
import gradus.lab.lessons.Lesson;
import gradus.lab.lessons.Lessons;
import gradus.lab.messages.LabSettings;
import gradus.lab.run.Plan;
import gradus.lab.run.Uploads;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class LabLinkTest {
    @Test
    void aLinkOfALesson_leadsToTheSameRun() {
        Set<String> linked = new HashSet<>();
        try (Uploads uploads = new Uploads()) {
            for (Lesson lesson : Lessons.all()) {
                Experiment first = Experiment.of(lesson.comparison().base(), new CsvOptions());
                for (Level level : lesson.comparison().levels(first)) {
                    LabSettings link = LabLink.of(level.settings());
                    if (link == null) {
                        continue;
                    }
                    linked.add(lesson.id());
                    Settings back = Plan.of(link, uploads).settings();
                    Experiment one = Experiment.of(level.settings(), new CsvOptions(), first.loaded());
                    Experiment two = Experiment.of(back, new CsvOptions());
                    String name = lesson.id() + ", " + level.name();
                    assertThat(two.model().weightsSha256())
                            .as(name)
                            .isEqualTo(one.model().weightsSha256());
                    assertThat(two.model().compilation().optimizer())
                            .as(name)
                            .isEqualTo(one.model().compilation().optimizer());
                    assertThat(two.model().compilation().losses())
                            .as(name)
                            .isEqualTo(one.model().compilation().losses());
                    assertThat(two.gradientDescent()).as(name).isEqualTo(one.gradientDescent());
                    assertThat(two.epochs()).as(name).isEqualTo(one.epochs());
                    assertThat(two.hiddenLayers()).as(name).isEqualTo(one.hiddenLayers());
                    assertThat(two.data().train().input().toArray())
                            .as(name)
                            .isEqualTo(one.data().train().input().toArray());
                }
            }
        }
        assertThat(linked).contains("depth", "batch-norm", "dropout", "momentum", "adam", "adaptive", "zeros");
    }

    @Test
    void whatThePageHasNoButtonFor_hasNoLink() {
        Settings settings = Settings.of("xor(samples=100, noise=0.1)");
        settings = settings.with("layers", "dense(4, tanh)");
        settings = settings.with("optimizer", "sgd(0.1)");
        settings = settings.with("batch", "16");
        settings = settings.with("epochs", "10");
        settings = settings.with("test", "0");

        assertThat(LabLink.of(settings)).isNotNull();
        assertThat(LabLink.of(settings.with("test", "0.2"))).isNull();
        assertThat(LabLink.of(Records.with(settings, "data", Records.with(settings.data(), "source", "own.csv"))))
                .isNull();
        assertThat(LabLink.of(settings.with("init", "constant(0.5)"))).isNull();
        assertThat(LabLink.of(settings.with("optimizer", "sgd(0.1, clipnorm=1)")))
                .isNull();
        assertThat(LabLink.of(settings.with("layers", "dense(4, leaky_relu(0.3))")))
                .isNull();
        assertThat(LabLink.of(settings.with("bins", "4"))).isNull();
        assertThat(LabLink.of(settings.with("precision", "mixed_bfloat16"))).isNull();
        assertThat(LabLink.of(settings.with("schedule", "cosine_decay(0.1, 100)")))
                .isNull();
    }
}
