package gradus.lab.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.lab.messages.LabSettings;
import gradus.lab.messages.Messages.Change;
import gradus.lab.messages.Messages.Command;
import gradus.lab.messages.Messages.Frame;
import gradus.lab.messages.Messages.RunCurves;
import gradus.lab.messages.Messages.RunView;
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
        assertThat(files(folder)).containsExactly("lock", "run-1.json", "run-2.json");

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
        assertThat(files(folder)).containsExactly("lock", "run-2.json", "run-3.json");
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
        Files.writeString(folder.resolve("notes.txt"), "mine");

        try (Kept lab = Kept.in(folder)) {
            lab.run(3);
            assertThat(lab.list()).extracting(RunView::id).containsExactly(2, 3);
            assertThat(lab.store().warnings())
                    .hasSize(3)
                    .allMatch(warning -> warning.contains("is left out"))
                    .anyMatch(warning -> warning.contains("run-1.json"));
        }
        assertThat(files(folder)).contains("run-1.json", "run-7.json", "run-8.json", "notes.txt");
    }

    @Test
    void anotherLab_cannotHaveTheSameFolder(@TempDir Path folder) {
        try (Kept lab = Kept.in(folder)) {
            assertThatThrownBy(() -> RunStore.in(folder))
                    .hasMessageContaining("another lab")
                    .hasMessageContaining("--runs");
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
        int most = Plan.LIMITS.runs();
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
        assertThat(files(folder)).hasSize(most + 1).contains("run-1.json").doesNotContain("run-2.json");
    }

    private static void begin(RunList list, int id, Uploads uploads) {
        Run run = new Run(id, Choices.start(), uploads);
        list.begin(run);
        run.step();
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
            assertThatThrownBy(() -> one.get("0123")).hasMessageContaining("bring the same file along");
        }
    }
}
