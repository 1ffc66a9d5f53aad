package gradus.cli;

import static gradus.layers.Layers.dense;
import static gradus.layers.Layers.input;
import static org.assertj.core.api.Assertions.assertThat;

import gradus.Model;
import gradus.Sequential;
import gradus.checkpoints.CheckpointSummary;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConvertCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path keras = Path.of("");

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void save() {
        keras = folder.resolve("a.keras");
        Sequential.of(input(3), dense(4), dense(2)).save(keras);
    }

    @Test
    void model_goesThroughAllFormatsAndBack() {
        Path tensors = folder.resolve("b.safetensors");
        Path weights = folder.resolve("c.weights.h5");
        Path back = folder.resolve("d.keras");
        assertThat(run("convert", keras.toString(), tensors.toString())).isZero();
        assertThat(run("convert", tensors.toString(), weights.toString())).isZero();
        assertThat(run("convert", weights.toString(), back.toString(), "--model", keras.toString()))
                .isZero();
        assertThat(out.toString()).contains("Wrote " + back);
        assertThat(back).hasSameBinaryContentAs(keras);
        assertThat(Model.load(tensors).weightsSha256())
                .isEqualTo(Model.load(keras).weightsSha256());
    }

    @Test
    void weightsAlone_needAModel() {
        Path weights = folder.resolve("c.weights.h5");
        run("convert", keras.toString(), weights.toString());
        assertThat(run("convert", weights.toString(), folder.resolve("x.keras").toString()))
                .isEqualTo(Main.WRONG_USE);
        assertThat(err.toString()).contains("has weights only; name a file with the layers, as in --model model.keras");
    }

    @Test
    void oldFormats_areReadOnly() {
        assertThat(run("convert", keras.toString(), folder.resolve("x.h5").toString()))
                .isEqualTo(Main.FAILED);
        assertThat(err.toString()).contains("whole models in .h5 are read only");
    }

    @Test
    void inspect_showsLayersAndArrays() {
        assertThat(run("inspect", keras.toString())).isZero();
        assertThat(out.toString())
                .contains("Keras model")
                .contains("model: sequential, Sequential")
                .containsPattern("dense_1 +Dense +units=2")
                .containsPattern("layers/dense/vars/0 +dense +\\[3, 4] +float32 +48 B")
                .contains("4 arrays, 104 B");
    }

    @Test
    void inspect_showsCheckpoints_andWhichOfThemAreDamaged() throws IOException {
        Path checkpoints = folder.resolve("run");
        Path table = folder.resolve("table.csv");
        Files.writeString(table, "a,b,y\n" + "1,2,3\n2,1,4\n3,5,1\n0,1,2\n".repeat(10));
        assertThat(run(
                        "train",
                        table.toString(),
                        "--target",
                        "y",
                        "--epochs",
                        "3",
                        "--checkpoint",
                        checkpoints.toString()))
                .isZero();
        Path newest = CheckpointSummary.files(checkpoints).getFirst();
        assertThat(run("inspect", newest.toString())).isZero();
        assertThat(out.toString())
                .contains(newest + ": checkpoint, ")
                .contains("SHA-256 is right")
                .containsPattern("position: step \\d+, 3 epochs done")
                .contains("seed: ")
                .containsPattern("last epoch: loss \\d")
                .containsPattern("optimizer +\\S+ k?B +\\w+ of \\d+")
                .containsPattern("history +\\S+ B +3 epochs of loss");

        byte[] content = Files.readAllBytes(newest);
        content[content.length / 2] ^= 1;
        Files.write(newest, content);
        assertThat(run("inspect", newest.toString())).isEqualTo(Main.FAILED);
        assertThat(err.toString()).contains("its SHA-256 is not that of its content");
        assertThat(run("inspect", checkpoints.toString())).isZero();
        assertThat(out.toString())
                .contains(checkpoints + ": 3 checkpoints")
                .containsPattern(newest.getFileName() + ".*not usable: its SHA-256")
                .containsPattern("position: step \\d+, 2 epochs done");
    }

    @Test
    void inspect_ofAFolderWithoutCheckpoints_saysSo() {
        assertThat(run("inspect", folder.toString())).isEqualTo(Main.FAILED);
        assertThat(err.toString()).contains(folder + " has no checkpoints");
    }

    @Test
    void inspect_refusesOtherFilesInOneSentence() {
        assertThat(run("inspect", folder.resolve("none.keras").toString())).isEqualTo(Main.FAILED);
        assertThat(err.toString()).contains("there is no file").doesNotContain("Exception");
    }

    private int run(String... arguments) {
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }
}
