package gradus.lab.keep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.Model;
import gradus.internal.Records;
import gradus.lab.bench.Cursor;
import gradus.lab.bench.Workbench;
import gradus.lab.messages.KeptRun;
import gradus.lab.messages.LabSettings;
import gradus.lab.messages.Limits;
import gradus.lab.messages.Messages.Change;
import gradus.lab.messages.Messages.Command;
import gradus.lab.messages.Messages.Frame;
import gradus.lab.messages.Messages.RunCurves;
import gradus.lab.messages.Messages.RunView;
import gradus.lab.pages.Choices;
import gradus.lab.run.Run;
import gradus.lab.run.Uploads;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs that outlive their lab.
final class RunStoreTest {
    /// A bench whose runs are kept in a folder.
    private record Kept(Uploads uploads, RunStore store, Workbench bench) implements AutoCloseable {
        static Kept in(Path folder) {
            Uploads uploads = new Uploads();
            RunStore store = RunStore.in(folder);
            return new Kept(uploads, store, new Workbench(uploads, store));
        }

        int run(long seed) {
            int id = bench.build(seed(seed));
            bench.command(new Command("epoch", 0));
            return id;
        }

        List<RunView> list() {
            Frame frame = Objects.requireNonNull(bench.tell(Cursor.NONE)).frame();
            return frame.runs();
        }

        @Override
        public void close() {
            bench.close();
            uploads.close();
            store.close();
        }
    }

    private static LabSettings seed(long seed) {
        LabSettings start = Choices.start();
        return new LabSettings(
                start.data(),
                start.layers(),
                start.loss(),
                start.optimizer(),
                start.optimizerArguments(),
                start.learningRate(),
                start.schedule(),
                start.batch(),
                start.epochs(),
                seed,
                start.l1(),
                start.l2());
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void runs_areThereAgainAfterARestart(@TempDir Path folder) throws IOException {
        RunCurves before;
        try (Kept lab = Kept.in(folder)) {
            int first = lab.run(1);
            lab.run(2);
            lab.bench().rename(first, "my best one");
            before = lab.bench().curves(first);
        }
        assertThat(files(folder))
                .hasSize(5)
                .contains("lock", "run-1.json", "run-2.json")
                .filteredOn(file -> file.matches("run-[12]-[0-9a-f]{16}\\.keras"))
                .hasSize(2);

        try (Kept lab = Kept.in(folder)) {
            int third = lab.run(3);

            assertThat(third).isEqualTo(3);
            assertThat(lab.list()).extracting(RunView::id).containsExactly(1, 2, 3);
            assertThat(lab.list().getFirst().name()).isEqualTo("my best one");
            assertThat(lab.bench().curves(1)).isEqualTo(before);
            assertThat(before.sha256()).hasSize(64);
            assertThat(before.curve()).hasSize(1);
            lab.bench().delete(1);
            assertThat(lab.list()).extracting(RunView::id).containsExactly(2, 3);
        }
        assertThat(files(folder))
                .hasSize(5)
                .contains("lock", "run-2.json", "run-3.json")
                .noneMatch(file -> file.startsWith("run-1"));
    }

    @Test
    void changesOnTheWay_areKept(@TempDir Path folder) {
        try (Kept lab = Kept.in(folder)) {
            lab.run(1);
            lab.bench().command(new Command("rate", 0.5));
        }
        try (Kept lab = Kept.in(folder)) {
            RunCurves kept = lab.bench().curves(1);

            assertThat(kept.changes()).containsExactly(new Change(1, 0, 18, 1, "learning rate 0.01 → 0.5"));
            assertThat(kept.sha256()).isEmpty();
        }
    }

    @Test
    void aRunOfTheFirstVersion_isRead(@TempDir Path folder) throws IOException {
        try (Kept lab = Kept.in(folder)) {
            lab.run(1);
        }
        Path file = folder.resolve("run-1.json");
        String text = Files.readString(file);
        assertThat(text).contains("\"version\":2", ",\"changes\":[]");
        Files.writeString(file, text.replace("\"version\":2", "\"version\":1").replace(",\"changes\":[]", ""));

        try (Kept lab = Kept.in(folder)) {
            assertThat(lab.store().warnings()).isEmpty();
            assertThat(lab.bench().curves(1).curve()).hasSize(1);
            assertThat(lab.bench().curves(1).changes()).isEmpty();
        }
    }

    @Test
    void aKeptRun_canBeMadeAgainToTheLastBit(@TempDir Path folder) {
        try (Kept lab = Kept.in(folder)) {
            lab.run(7);
        }
        try (Kept lab = Kept.in(folder)) {
            RunCurves kept = lab.bench().curves(1);
            int again = lab.bench().build(kept.settings());
            lab.bench().command(new Command("epoch", 0));

            assertThat(lab.bench().curves(again).sha256()).isEqualTo(kept.sha256());
        }
    }

    @Test
    void aFileThatIsDamaged_isLeftOutWithAWarningAndStaysWhereItIs(@TempDir Path folder) throws IOException {
        try (Kept lab = Kept.in(folder)) {
            lab.run(1);
            lab.run(2);
        }
        String whole = Files.readString(folder.resolve("run-1.json"));
        Files.writeString(folder.resolve("run-1.json"), whole.substring(0, whole.length() / 2));
        Files.writeString(folder.resolve("run-7.json"), "{\"version\":1}");
        Files.writeString(folder.resolve("run-8.json"), whole);
        Files.writeString(
                folder.resolve("run-9.json"),
                whole.replace("\"id\":1,", "\"id\":9,")
                        .replaceFirst("\"sha256\":\"[0-9a-f]{64}\"", "\"sha256\":\"/../../../../../secret\""));
        Files.writeString(folder.resolve("notes.txt"), "mine");

        try (Kept lab = Kept.in(folder)) {
            lab.run(3);
            assertThat(lab.list()).extracting(RunView::id).containsExactly(2, 3);
            assertThat(lab.store().warnings())
                    .hasSize(4)
                    .allMatch(warning -> warning.contains("is left out"))
                    .anyMatch(warning -> warning.contains("run-1.json"));
        }
        assertThat(files(folder)).contains("run-1.json", "run-7.json", "run-8.json", "run-9.json", "notes.txt");
    }

    @Test
    void anotherLab_cannotHaveTheSameFolder(@TempDir Path folder) {
        try (Kept lab = Kept.in(folder)) {
            assertThatThrownBy(() -> RunStore.in(folder))
                    .hasMessage("another lab keeps its runs in " + folder + "; close it, or choose another folder");
            assertThat(lab.store().warnings()).isEmpty();
        }
        try (Kept again = Kept.in(folder)) {
            assertThat(again.store().warnings()).isEmpty();
        }
    }

    @Test
    void aFolderThatCannotBe_isExplained(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> RunStore.in(file.resolve("below"))).hasMessageContaining("runs cannot be kept in");
    }

    @Test
    void ifThereAreTooMany_theOldestWithoutANameGoes(@TempDir Path folder) throws IOException {
        int most = Limits.LAB.runs();
        try (Uploads uploads = new Uploads();
                RunStore store = RunStore.in(folder)) {
            RunList list = new RunList(store);
            for (int id = 1; id <= most; id++) {
                begin(list, id, uploads);
                assertThat(list.dropped()).isEmpty();
            }
            list.rename(1, "stays");

            begin(list, most + 1, uploads);

            assertThat(list.dropped()).contains("holds " + most + " runs", "run 2");
            assertThat(list.views())
                    .hasSize(most)
                    .extracting(RunView::id)
                    .contains(1, 3, most + 1)
                    .doesNotContain(2);
            list.keep();
        }
        assertThat(files(folder))
                .hasSize(2 * most)
                .contains("run-1.json")
                .noneMatch(file -> file.matches("run-2[.-].*"));
    }

    private static Run begin(RunList list, int id, Uploads uploads) {
        Run run = new Run(id, Choices.start(), uploads);
        list.begin(run);
        run.step();
        return run;
    }

    @Test
    void aKeptRun_canBeTakenAwayInEveryForm(@TempDir Path folder) throws IOException {
        String java;
        String csv;
        String keras;
        byte[] model;
        try (Kept lab = Kept.in(folder)) {
            lab.run(4);
            KeptRun now = lab.bench().kept(1);
            java = Exports.java(now, lab.uploads());
            csv = Exports.csv(now);
            keras = Exports.keras(now, lab.uploads());
            model = lab.bench().model(1);
        }
        try (Kept lab = Kept.in(folder)) {
            lab.run(5);
            KeptRun kept = lab.bench().kept(1);

            assertThat(Exports.java(kept, lab.uploads())).isEqualTo(java);
            assertThat(Exports.csv(kept)).isEqualTo(csv).contains("1,0.");
            assertThat(Exports.keras(kept, lab.uploads())).isEqualTo(keras);
            Path file = Files.write(folder.resolve("taken.keras"), lab.bench().model(1));
            Path other = Files.write(folder.resolve("then.keras"), model);
            assertThat(Model.load(file).weightsSha256())
                    .isEqualTo(kept.sha256())
                    .isEqualTo(Model.load(other).weightsSha256());
        }
    }

    @Test
    void aRunOfATableThatIsNotHere_saysSo(@TempDir Path folder) {
        String id;
        try (Kept lab = Kept.in(folder)) {
            id = lab.uploads()
                    .add(
                            "a.csv",
                            new ByteArrayInputStream("a,b\n1,2\n3,4\n5,7\n8,9\n".getBytes(StandardCharsets.UTF_8)))
                    .id();
            LabSettings start = Choices.start();
            lab.bench()
                    .build(Records.with(
                            start, "data", new LabSettings.DataChoice("upload", id, 0, 0, 0, "b", 0.25, true)));
            lab.bench().command(new Command("epoch", 0));
            lab.run(1);
            assertThat(Exports.java(lab.bench().kept(1), lab.uploads())).contains("data.csv");
        }
        try (Kept lab = Kept.in(folder)) {
            KeptRun kept = lab.bench().kept(1);

            assertThatThrownBy(() -> Exports.java(kept, lab.uploads())).hasMessageContaining("upload the same file");
            assertThatThrownBy(() -> Exports.keras(kept, lab.uploads())).hasMessageContaining("upload the same file");
            assertThat(Exports.csv(kept)).startsWith("epoch,loss");
            assertThat(lab.bench().model(1)).isNotEmpty();
        }
    }

    @Test
    void modelsThatHoldTooMuch_goOldestFirstAndThoseOfNamedRunsLast(@TempDir Path folder) throws IOException {
        try (Uploads uploads = new Uploads();
                RunStore store = RunStore.in(folder)) {
            Run one = new Run(1, Choices.start(), uploads);
            one.step();
            RunList list = new RunList(store, 60, 3L * one.file().length + 2000);
            for (int id = 1; id <= 4; id++) {
                begin(list, id, uploads);
                if (id == 2) {
                    list.rename(1, "stays");
                }
            }
            begin(list, 5, uploads);

            assertThat(list.views())
                    .filteredOn(RunView::model)
                    .extracting(RunView::id)
                    .containsExactly(1, 3, 4, 5);
            assertThat(list.model(1)).isNotEmpty();
            assertThatThrownBy(() -> list.model(2))
                    .hasMessageContaining("at most")
                    .hasMessageContaining("make the run");
            assertThat(list.kept(2).curve()).isEmpty();
        }
        assertThat(files(folder)).filteredOn(file -> file.endsWith(".keras")).hasSize(3);
    }

    @Test
    void aModelOfOtherWeights_isNeverTakenForThatOfTheRun(@TempDir Path folder) throws IOException {
        try (Kept lab = Kept.in(folder)) {
            lab.run(1);
        }
        String model = files(folder).stream()
                .filter(file -> file.endsWith(".keras"))
                .findFirst()
                .orElseThrow();
        Files.move(folder.resolve(model), folder.resolve("run-1-0123456789abcdef.keras"));
        Files.writeString(folder.resolve(".run-1-model.keras.77-1.tmp"), "half");

        try (Kept lab = Kept.in(folder)) {
            lab.run(2);

            assertThat(lab.list()).extracting(RunView::model).containsExactly(false, true);
            assertThatThrownBy(() -> lab.bench().model(1)).hasMessageContaining("is not kept");
        }
        assertThat(files(folder)).doesNotContain(".run-1-model.keras.77-1.tmp");
    }

    @Test
    void aLabWithoutAFolder_keepsTheNewestModelsAsLongAsItLives(@TempDir Path folder) throws IOException {
        try (Uploads uploads = new Uploads();
                RunStore store = RunStore.nowhere()) {
            RunList list = new RunList(store);
            Run run = begin(list, 1, uploads);
            list.keepModel();
            run.step();
            String sha = run.model().weightsSha256();
            begin(list, 2, uploads);

            Path file = Files.write(folder.resolve("model.keras"), list.model(1));
            assertThat(Model.load(file).weightsSha256()).isEqualTo(sha);
            list.remove(1);
            assertThatThrownBy(() -> list.model(1)).hasMessageContaining("there is no run 1");
        }
    }

    @Test
    void theSameTable_hasTheSameNumberInEveryLab() {
        byte[] table = "a,b\n1,2\n3,4\n".getBytes(StandardCharsets.UTF_8);
        try (Uploads one = new Uploads();
                Uploads other = new Uploads()) {
            String id = one.add("a.csv", new ByteArrayInputStream(table)).id();

            assertThat(other.add("b.csv", new ByteArrayInputStream(table)).id()).isEqualTo(id);
            assertThat(other.add("again.csv", new ByteArrayInputStream(table)).name())
                    .isEqualTo("b.csv");
            assertThat(other.all()).hasSize(1);
            assertThatThrownBy(() -> one.get("0123")).hasMessageContaining("upload the same file");
        }
    }
}
