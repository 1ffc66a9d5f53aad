package gradus.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import gradus.data.tables.CsvOptions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Contracts that hold for every option of the list.
class OptionsTest {
    /// A text for every option that is one of the command line, other than its default.
    private static final Map<String, String> TEXTS = Map.ofEntries(
            Map.entry("target", "price,rent"),
            Map.entry("task", "regression"),
            Map.entry("drop", "town"),
            Map.entry("missing", "mean"),
            Map.entry("validation", "more.csv"),
            Map.entry("test", "0.4"),
            Map.entry("scaling", "all"),
            Map.entry("bins", "5"),
            Map.entry("quantile_bins", "on"),
            Map.entry("layers", "dense(8, activation=relu) dropout(0.5)"),
            Map.entry("head", "none"),
            Map.entry("init", "he_normal"),
            Map.entry("loss", "huber"),
            Map.entry("optimizer", "sgd(learning_rate=0.5)"),
            Map.entry("schedule", "cosine_decay(0.1, 100)"),
            Map.entry("batch", "all"),
            Map.entry("epochs", "7"),
            Map.entry("patience", "0"),
            Map.entry("validation_frequency", "3"),
            Map.entry("class_weight", "yes=5.0,no=1.0"),
            Map.entry("shuffle", "off"),
            Map.entry("metrics", "f1_score precision"),
            Map.entry("callbacks", "reduce_lr_on_plateau(patience=3)"),
            Map.entry("precision", "mixed_bfloat16"),
            Map.entry("seed", "9"),
            Map.entry("net", "realmlp"),
            Map.entry("unfreeze", "*"),
            Map.entry("freeze", "dense,encoder*"),
            Map.entry("budget", "90s"),
            Map.entry("inputs", "b,a"),
            Map.entry("sample_weight", "w"),
            Map.entry("charset", "windows-1252"),
            Map.entry("delimiter", ";"),
            Map.entry("decimal", ","),
            Map.entry("header", "off"),
            Map.entry("with_header", "on"),
            Map.entry("quote", "'"),
            Map.entry("comment", "#"),
            Map.entry("na", "-"),
            Map.entry("group", "patient"),
            Map.entry("time", "day"),
            Map.entry("as", "zip=category,size=ordinal(S<M<L)"),
            Map.entry("metric", "brier"),
            Map.entry("rows", "50"),
            Map.entry("stratify", "on"),
            Map.entry("transform", "log"),
            Map.entry("threshold", "cost=10:1"),
            Map.entry("calibration", "temperature"),
            Map.entry("on_disk", "on"),
            Map.entry("query", "select * from t"),
            Map.entry("driver_jar", "driver.jar"),
            Map.entry("credentials", "secret.properties"),
            Map.entry("skip_bad_lines", "on"));

    private static <S, T> void assertRoundTrip(Option<S, T> option, S standard) {
        String text = TEXTS.get(option.name());
        assertThat(text).as("an example of " + option.name()).isNotNull();
        S changed = option.parsed(standard, String.valueOf(text));
        assertThat(changed).as(option.name()).isNotEqualTo(standard);
        assertThat(option.text(changed)).as(option.name()).isEqualTo(text);
        assertThat(option.with(standard, option.in(changed))).as(option.name()).isEqualTo(changed);
        if (option.group() != Option.Group.READING) {
            assertThat(option.with(changed, option.in(standard)))
                    .as(option.name())
                    .isEqualTo(standard);
        }
    }

    @Test
    void everyOption_isReadAndWritten() {
        for (Option<Settings, ?> option : Options.ALL) {
            if (option.use().isGiven()) {
                assertRoundTrip(option, Settings.of("iris"));
            }
        }
        for (Option<CsvOptions, ?> option : ReadingOptions.ALL) {
            if (!option.name().equals("na")) {
                assertRoundTrip(option, new CsvOptions());
            }
        }
    }

    @Test
    void everyOption_hasHelp_andEveryComponentAnOption() {
        int components = 0;
        for (Option<Settings, ?> option : Options.ALL) {
            assertThat(option.help()).as(option.name()).isNotBlank().doesNotEndWith(".");
            assertThat(option.label().isEmpty())
                    .as(option.name())
                    .isEqualTo(option.isSwitch() || !option.use().isGiven());
            components += option.use().isGiven() ? 1 : 0;
        }
        // The source of the data is the argument of a command, and what is redrawn is for the measure of a spread to
        // say; the four
        // parts have the others.
        assertThat(components + 2)
                .isEqualTo(DataSpec.class.getRecordComponents().length
                        + NetworkSpec.class.getRecordComponents().length
                        + TrainingSpec.class.getRecordComponents().length
                        + AnswerSpec.class.getRecordComponents().length
                        + Settings.class.getRecordComponents().length
                        - 4);
    }

    @Test
    void levelsThatAreSuggested_canBeRead() {
        Settings base = Settings.of("iris").with("layers", "dense(8, relu)").with("optimizer", "sgd");
        for (Option<Settings, ?> option : Options.ALL) {
            for (String level : option.levels().split(option.levels().contains(";") ? ";" : ",", -1)) {
                if (!level.isEmpty()) {
                    assertThat(option.parsed(base, level)).isNotNull();
                }
            }
        }
    }

    @Test
    void namesOnTheCommandLine_areThoseOfTheOptions() {
        assertThat(TrainingOptions.CLASS_WEIGHT.flag()).isEqualTo("--class-weight");
        assertThat(TrainingOptions.SHUFFLE.flag()).isEqualTo("--no-shuffle");
        assertThat(RowOptions.QUANTILE_BINS.flag()).isEqualTo("--quantile-bins");
        assertThat(RowOptions.VALIDATION.description())
                .isEqualTo("Rows for validation during training (default: 0.1).");
        assertThat(TrainingOptions.SHUFFLE.description()).isEqualTo("Keep the order of the file in every epoch.");
    }

    @Test
    void texts_areAllThatIsChosen() {
        assertThat(Settings.of("iris").with("batch", "16").texts())
                .containsEntry("data", "iris")
                .containsEntry("batch", "16")
                .containsEntry("validation", "0.1")
                .doesNotContainKeys("optimizer", "width");
    }

    @Test
    void wrongTexts_areRefusedByName() {
        Settings settings = Settings.of("iris");
        for (List<String> wrong : List.of(
                List.of("epochs", "0", "epochs must be at least 1, got 0"),
                List.of("epochs", "1.5", "epochs must be a whole number, got \"1.5\""),
                List.of("seed", "x", "seed must be a whole number, got \"x\""),
                List.of("batch", "0", "batch must be a number of rows from 1, or all, got \"0\""),
                List.of("head", "foo", "head must be auto or none, got \"foo\""),
                List.of("bins", "1", "bins must be at least 2, got 1"),
                List.of("scaling", "x", "scaling must be one of each, all, none, got \"x\""),
                List.of("shuffle", "maybe", "shuffle must be on or off, got \"maybe\""))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> settings.with(wrong.get(0), wrong.get(1)))
                    .withMessage(wrong.get(2));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings.with("colour", "red"))
                .withMessageStartingWith("there is no option \"colour\"; there are target, task");
    }
}
