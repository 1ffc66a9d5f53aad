package gradus.callbacks.tensorboard;

import static gradus.layers.Layers.dense;
import static gradus.layers.Layers.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.Fit;
import gradus.Sequential;
import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.losses.MeanSquaredError;
import gradus.optimizers.Sgd;
import gradus.training.FaultyDisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorBoardTest {
    private static final Dataset DATA =
            Dataset.of(Rows.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 2), Rows.of(new float[] {1, 2, 3, 4}, 1));

    @TempDir
    private Path folder = Path.of("");

    private static String train(TensorBoard callback) {
        var model = Sequential.of(input(2), dense(3), dense(1)).seed(1);
        model.compile(new Sgd(0.001), new MeanSquaredError());
        model.fit(DATA, Fit.epochs(2).batchSize(2).validation(DATA).callbacks(callback));
        return model.weightsSha256();
    }

    private static String text(Path part) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(part)) {
            files = all.toList();
        }
        assertThat(files).hasSize(1);
        assertThat(files.getFirst().getFileName().toString())
                .matches("events\\.out\\.tfevents\\.\\d+\\.gradus\\.\\d+\\.\\d+\\.v2");
        return Files.readString(files.getFirst(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void aTraining_writesTheEventsOfBothParts() throws IOException {
        train(new TensorBoard(folder)
                .histogramFrequency(1)
                .batchFrequency(1)
                .settings(Map.of("optimizer", "sgd", "rate", 0.001)));
        assertThat(text(folder.resolve("train")))
                .contains("brain.Event:2", "epoch_loss", "epoch_learning_rate", "batch_loss", "sgd")
                .contains("dense/kernel/histogram", "dense_1/bias/histogram", "session_end_info")
                .doesNotContain("epoch_val_loss");
        assertThat(text(folder.resolve("validation"))).contains("epoch_loss").doesNotContain("epoch_learning_rate");
    }

    @Test
    void onDemandOnly_areBatchesHistogramsSettingsAndNoGraph() throws IOException {
        train(new TensorBoard(folder).writeGraph(false));
        assertThat(text(folder.resolve("train")))
                .contains("epoch_loss")
                .doesNotContain("batch_loss", "histogram", "hparams", "Dense");
    }

    @Test
    void diskThatFailsLater_endsTheFilesButNotTheTraining() throws IOException {
        Path calm = Files.createDirectory(folder.resolve("calm"));
        String expected = train(new TensorBoard(calm).batchFrequency(1));
        int operations = 0;
        int told = 0;
        for (boolean failed = true; failed; operations++) {
            FaultyDisk disk = new FaultyDisk("No space left on device", operations);
            Path place = disk.path(Files.createDirectory(folder.resolve("place" + operations)));
            List<String> messages = new ArrayList<>();
            try {
                assertThat(train(new TensorBoard(place).batchFrequency(1).listener(messages::add)))
                        .as(disk.failed())
                        .isEqualTo(expected);
            } catch (UncheckedIOException e) {
                messages.add(e.getMessage());
            }
            failed = !disk.failed().isEmpty();
            // A folder is made by a second try.
            boolean matters = failed && !disk.failed().startsWith("createDirectory ");
            assertThat(messages)
                    .as(disk.failed())
                    .hasSize(matters ? 1 : 0)
                    .allMatch(message ->
                            message.startsWith("TensorBoard cannot write to " + place + ": No space left on device"));
            told += messages.stream().anyMatch(message -> message.endsWith(". The training goes on without it"))
                    ? 1
                    : 0;
        }
        assertThat(told).isGreaterThan(3);
    }

    @Test
    void folderThatCannotBeWritten_isNamed() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> train(new TensorBoard(file)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("TensorBoard cannot write to " + file);
        assertThatThrownBy(() -> new TensorBoard(file).histogramFrequency(-1))
                .hasMessage("TensorBoard.histogramFrequency must be at least 0, got -1");
        assertThatThrownBy(() -> new TensorBoard(file).batchFrequency(-1))
                .hasMessage("TensorBoard.batchFrequency must be at least 0, got -1");
    }
}
