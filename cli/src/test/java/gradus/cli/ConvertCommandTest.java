package gradus.cli;

import static gradus.layers.Layers.dense;
import static gradus.layers.Layers.input;
import static org.assertj.core.api.Assertions.assertThat;

import gradus.Model;
import gradus.Sequential;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConvertCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Path folder;
    private final Path keras;

    ConvertCommandTest(@TempDir Path folder) {
        this.folder = folder;
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
    void inspect_refusesOtherFilesInOneSentence() {
        assertThat(run("inspect", folder.resolve("none.keras").toString())).isEqualTo(Main.FAILED);
        assertThat(err.toString()).contains("there is no file").doesNotContain("Exception");
    }

    private int run(String... arguments) {
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }
}
