package gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainCommandTest {
    @TempDir
    private Path folder = Path.of("");

    private static Ran quick(Object... arguments) {
        Object[] all = new Object[arguments.length + 5];
        all[0] = "train";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[arguments.length + 1] = "--quiet";
        all[arguments.length + 2] = "--json";
        all[arguments.length + 3] = "--epochs";
        all[arguments.length + 4] = 3;
        Ran ran = Ran.of(all);
        assertThat(ran.err().lines()).allMatch(line -> line.startsWith("Note: "));
        assertThat(ran.code()).isZero();
        return ran;
    }

    @Test
    void metricsThatAreAdded_areInTheTableTheLogsAndJson() {
        Ran ran = quick("breast_cancer", "--metrics", "f1_score accuracy precision");
        assertThat(ran.out()).containsPattern("loss +accuracy +auc +f1_score +precision");
        Map<String, Object> result = ran.json();
        for (String part : List.of("metrics", "validation", "test", "history")) {
            assertThat(result.get(part))
                    .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                    .containsKeys("accuracy", "f1_score", "precision");
        }
        assertThat(quick("auto_mpg", "--metrics", "mape").json().get("test"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsKey("mean_absolute_percentage_error");
    }

    @Test
    void callbacks_areOfTheTraining() {
        Ran ran = quick("iris", "--callbacks", "early_stopping(loss, patience=0, min_delta=100)");
        assertThat(ran.json()).containsEntry("epochs", 2);
        Ran stopped = quick("iris", "--callbacks", "stop_at(val_loss, 99)");
        assertThat(stopped.json()).containsEntry("epochs", 1);
        Ran plateau = quick("iris", "--callbacks", "reduce_lr_on_plateau(loss, factor=0.5, patience=0, min_delta=9)");
        assertThat(plateau.json().get("history"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsEntry("learning_rate", List.of(0.003, 0.003, 0.0015));
    }

    @Test
    void metricsAndCallbacksThatDoNotFit_areOneSentence() {
        assertThat(Ran.of("train", "iris", "--callbacks", "early_stopping(val_nothing)")
                        .err())
                .startsWith(
                        "gradus: EarlyStopping monitors \"val_nothing\", which this training does not log; it logs");
        assertThat(Ran.of("train", "iris", "--callbacks", "stop_nowhere").code())
                .isEqualTo(Main.WRONG_USE);
    }

    @Test
    void json_hasAllThatIsPromised() {
        Map<String, Object> result = quick("iris").json();
        assertThat(result.keySet())
                .containsExactly(
                        "task",
                        "seed",
                        "epochs",
                        "parameters",
                        "kernels",
                        "threads",
                        "seconds",
                        "loss",
                        "metrics",
                        "validation",
                        "test",
                        "history",
                        "weights_sha256");
        assertThat(result)
                .containsEntry("task", "multiclass")
                .containsEntry("seed", 0)
                .containsEntry("epochs", 3)
                .containsEntry("parameters", 4675);
        assertThat(String.valueOf(result.get("weights_sha256"))).matches("[0-9a-f]{64}");
        assertThat(result.get("history"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsKeys("loss", "accuracy", "val_loss", "val_accuracy");
        assertThat(result.get("test"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsKeys("loss", "accuracy");
    }

    @Test
    void equalSeeds_giveEqualBitsOnAnyNumberOfThreads() {
        List<Object> hashes = List.of(1, 2, 3).stream()
                .map(threads -> quick("digits", "--threads", threads, "--seed", 5)
                        .json()
                        .get("weights_sha256"))
                .toList();
        assertThat(hashes).containsOnly(hashes.getFirst());
        assertThat(quick("digits", "--seed", 6).json().get("weights_sha256")).isNotEqualTo(hashes.getFirst());
    }

    @Test
    void report_showsDataModelProgressAndResult() {
        Ran ran = Ran.of("train", "digits", "--epochs", 30, "--patience", 0, "--layers", "dense(16,relu)");
        assertThat(ran.code()).isZero();
        assertThat(ran.out())
                .contains("digits: 1,797 rows, 65 columns", "… 56 more number columns", "  digit  number, 0 to 9")
                .contains("softmax output, SparseCategoricalCrossentropy loss")
                .contains("1,258 training, 180 validation, 359 test")
                .contains("Total params:", "Epoch 1/30 - ", "Epoch 30/30 - ", "30 epochs in ")
                .contains("always the same", "true \\ predicted");
        assertThat(ran.out().lines().filter(line -> line.startsWith("Epoch "))).hasSizeBetween(19, 20);
    }

    @Test
    void quiet_printsTheResultOnly() {
        Ran ran = Ran.of("train", "plane", "--epochs", 2, "--quiet");
        assertThat(ran.out()).contains("2 epochs in ", "always the mean").doesNotContain("Epoch 1", "Total params");
    }

    @Test
    void tensorBoard_getsEventFilesOfBothParts(@TempDir Path folder) throws IOException {
        Ran ran = Ran.of("train", "plane", "--epochs", 2, "--quiet", "--tensorboard", folder.resolve("logs"));
        assertThat(ran.code()).isZero();
        for (String part : List.of("train", "validation")) {
            try (Stream<Path> files = Files.list(folder.resolve("logs").resolve(part))) {
                assertThat(files)
                        .singleElement()
                        .satisfies(file -> assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                                .contains("epoch_loss"));
            }
        }
    }

    @Test
    void tensorBoardThatCannotBeWrittenLater_doesNotCostTheModel(@TempDir Path folder) throws IOException {
        Path logs = Files.createDirectories(folder.resolve("logs"));
        Files.createFile(logs.resolve("validation"));
        Ran ran = Ran.of(
                "train", "plane", "--epochs", 2, "--quiet", "--tensorboard", logs, "--out", folder.resolve("run"));
        assertThat(ran.code()).isZero();
        assertThat(ran.err())
                .startsWith("gradus: TensorBoard cannot write to " + logs + ": ")
                .endsWith(". The training goes on without it\n");
        assertThat(folder.resolve("run/model.keras")).exists();
    }

    @Test
    void withoutRowsToWatchOrToJudgeBy_trainingRowsAreJudged() {
        Map<String, Object> result =
                quick("iris", "--test", 0, "--validation", 0).json();
        assertThat(result.get("test")).isEqualTo(Map.of());
        assertThat(result.get("validation")).isEqualTo(Map.of());
        assertThat(String.valueOf(result.get("metrics"))).contains("accuracy=");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--optimizer nesterov(0.1)",
                "--optimizer sgd(0.1,momentum=0.9) --batch all",
                "--schedule cosine_decay(0.01,1000)",
                "--class-weight setosa=2,virginica=0.5",
                "--init he_normal --no-shuffle",
                "--scaling none --batch 1000",
                "--head none --layers dense(8,relu)~dense(3,softmax)",
                "--layers dense(8,relu)~batch_normalization~dropout(0.3)",
                "--drop sepal_width --batch 1"
            })
    void options_areTaken(String options) {
        Object[] arguments = ("iris " + options).split(" ");
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = arguments[i].toString().replace('~', ' ');
        }
        assertThat(quick(arguments).json().get("weights_sha256"))
                .isNotEqualTo(quick("iris").json().get("weights_sha256"));
    }

    @Test
    void out_keepsModelHistoryCurvesAndSettings() throws Exception {
        Path run = folder.resolve("a run");
        Ran ran = quick("iris", "--seed", 9, "--layers", "dense(8,tanh)", "--out", run);
        assertThat(run).isDirectoryContaining("glob:**model.keras");
        List<String> history = Files.readAllLines(run.resolve("history.csv"));
        assertThat(history).hasSize(4);
        assertThat(history.getFirst()).isEqualTo("epoch,loss,accuracy,val_loss,val_accuracy");
        assertThat(history.getLast()).startsWith("3,");
        assertThat(Files.readString(run.resolve("curves.svg")))
                .startsWith("<svg xmlns")
                .contains(">loss</text>", ">accuracy</text>", ">epoch</text>", ">validation</text>");
        try (var files = Files.list(run)) {
            assertThat(files).hasSize(6);
        }
        Map<String, Object> kept = Ran.object(Files.readString(run.resolve("run.json")));
        assertThat(kept.get("result")).isEqualTo(ran.json());
    }

    @Test
    void runJson_repeatsTheRun() throws Exception {
        Path run = folder.resolve("run");
        Ran first = quick("spiral(samples=200,seed=3)", "--seed", 4, "--optimizer", "nadam(0.01)", "--out", run);
        Map<String, Object> kept = Ran.object(Files.readString(run.resolve("run.json")));
        Object[] arguments =
                Objects.requireNonNull((List<?>) kept.get("arguments")).toArray();
        assertThat(Ran.of(arguments).json().get("weights_sha256"))
                .isEqualTo(first.json().get("weights_sha256"));
    }

    @Test
    void from_goesOnWhereTheModelStood() {
        Path run = folder.resolve("run");
        Ran first = quick("iris", "--out", run);
        Ran second = quick("iris", "--from", Ran.model(run));
        assertThat(loss(second)).isLessThan(loss(first));
        Ran other = Ran.of("train", "wine", "--from", Ran.model(run));
        assertThat(other.code()).isEqualTo(1);
        assertThat(other.err()).contains("wine has no column \"species\", which the model predicts");
        Ran layers = Ran.of("train", "iris", "--from", Ran.model(run), "--layers", "dense(4)");
        assertThat(layers.code()).isEqualTo(2);
        assertThat(layers.err()).contains("a model that is trained on keeps its layers");
    }

    /// The optimizer with its state, its schedule, and how targets are learned are in the file.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "iris",
                "diabetes",
                "diabetes --loss huber --schedule cosine_decay(0.01,100)",
                "diabetes --bins 5",
                "penguins --optimizer sgd(0.01,momentum=0.9) --class-weight balanced"
            })
    void from_givesTheBitsOfOneTraining(String data) {
        String rows = " --test 0 --validation 0 --patience 0 --no-shuffle --quiet --json";
        Path run = folder.resolve("run");
        Object[] whole = ("train " + data + rows + " --epochs 4").split(" ");
        Object[] first = ("train " + data + rows + " --epochs 2 --out " + run).split(" ");
        String again = data.contains("--class-weight")
                ? "penguins --class-weight balanced"
                : data.substring(0, (data + " ").indexOf(' '));
        Object[] second = ("train " + again + rows + " --epochs 2 --from " + Ran.model(run)).split(" ");
        Ran.of(first);
        Ran continued = Ran.of(second);
        assertThat(continued.err()).isEmpty();
        assertThat(continued.json().get("weights_sha256"))
                .isEqualTo(Ran.of(whole).json().get("weights_sha256"));
    }

    @Test
    void from_saysWhatIsNotAsInTheFile() {
        Path run = folder.resolve("run");
        quick("iris", "--out", run);
        Ran optimizer = Ran.of("train", "iris", "--from", Ran.model(run), "--epochs", 1, "--optimizer", "sgd(0.01)");
        assertThat(optimizer.out()).contains("Note: new optimizer sgd; the state of the file's is dropped");
        Ran schedule = Ran.of(
                "train", "iris", "--from", Ran.model(run), "--epochs", 1, "--schedule", "cosine_decay(0.01,100)");
        assertThat(schedule.out()).contains("Note: new schedule", "it keeps its state");
        Ran loss = Ran.of("train", "iris", "--from", Ran.model(run), "--epochs", 1, "--loss", "poisson");
        assertThat(loss.out()).contains("Note: new loss poisson");
    }

    @Test
    void tables_ofTheUsersAreTypedAndLearned() throws Exception {
        Path table = folder.resolve("my table.csv");
        Random random = new Random(1);
        StringBuilder text = new StringBuilder("size;town;hot;wet\n");
        for (int i = 0; i < 80; i++) {
            double size = random.nextGaussian();
            text.append((size + "").replace('.', ','))
                    .append(i % 2 == 0 ? ";Köln;" : ";\"Bad; Ort\";")
                    .append(size > 0 ? "1;" : "0;")
                    .append(size + i % 2 > 0.5 ? "1\n" : "0\n");
        }
        Files.writeString(table, text);
        Ran labels = quick(
                table, "--target", "hot,wet", "--delimiter", ";", "--decimal", ",", "--out", folder.resolve("labels"));
        assertThat(labels.json()).containsEntry("task", "multilabel");
        Ran one = quick(table, "--target", "hot", "--delimiter", ";", "--decimal", ",");
        assertThat(one.json()).containsEntry("task", "binary");
    }

    private static double loss(Ran ran) {
        return (double) Objects.requireNonNull(ran.json().get("loss"));
    }
}
