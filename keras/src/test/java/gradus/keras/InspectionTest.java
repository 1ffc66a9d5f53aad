package gradus.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import gradus.Model;
import gradus.Sequential;
import gradus.data.Shape;
import gradus.keras.Inspection.TensorLine;
import gradus.layers.Dense;
import gradus.layers.Input;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class InspectionTest {
    @Test
    void kerasModel_isShownWithLayersArraysAndOptimizer() throws IOException {
        Inspection found = Inspection.of(Fixtures.file("weights/nested"));
        assertThat(found.kind()).isEqualTo("Keras model");
        assertThat(found.facts())
                .containsEntry("model", "nested, Functional")
                .containsEntry("optimizer", "SGD, learning rate 0.05")
                .containsEntry("loss", "categorical_crossentropy")
                .containsEntry("metrics", "categorical_accuracy");
        assertThat(found.layers())
                .contains(
                        new Inspection.LayerLine("encoder", "Sequential", ""),
                        new Inspection.LayerLine(
                                "encoder/in", "Dense", "units=4, activation=tanh, use_bias=true, frozen"));
        assertThat(found.tensors())
                .contains(
                        new TensorLine("layers/sequential/layers/dense/vars/0", "in", "float32", List.of(3L, 4L), 48),
                        new TensorLine("optimizer/vars/0", "sgd", "int32", List.of(), 4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"chain.h5", "chain.keras2.h5", "chain.weights.h5"})
    void hdf5Files_areShown(String name) throws IOException {
        Inspection found = Inspection.of(Fixtures.file("weights/chain").resolveSibling(name));
        assertThat(found.tensors())
                .extracting(TensorLine::shape)
                .contains(List.of(3L, 4L), List.of(4L), List.of(4L, 2L), List.of(2L));
        boolean whole = !name.equals("chain.weights.h5");
        assertThat(found.layers()).hasSize(whole ? 5 : 0);
        assertThat(found.facts().containsKey("loss")).isEqualTo(whole);
    }

    @Test
    void safetensors_areShownWithNotes(@TempDir Path folder) throws IOException {
        Model model = Model.load(Fixtures.file("weights/chain"));
        model.note("labels", "yes, no");
        Path file = folder.resolve("m.safetensors");
        model.save(file);
        Inspection found = Inspection.of(file);
        assertThat(found.facts()).containsEntry("note labels", "yes, no").containsEntry("format", "gradus");
        assertThat(found.layers()).hasSize(5);
        assertThat(found.tensors()).contains(new TensorLine("first/kernel", "first", "F32", List.of(3L, 4L), 48));
        assertThat(found.bytes()).isEqualTo(Files.size(file));
    }

    @Test
    void largeFiles_areNotLoaded(@TempDir Path folder) throws IOException {
        Model model = Sequential.of(new Input(Shape.of(2000)), new Dense(4000));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (String ending : List.of(".keras", ".safetensors", ".weights.h5")) {
            Path file = folder.resolve("large" + ending);
            if (ending.equals(".weights.h5")) {
                model.saveWeights(file);
            } else {
                model.save(file);
            }
            long before = threads.getCurrentThreadAllocatedBytes();
            assertThat(Inspection.of(file).tensors()).hasSize(2);
            assertThat(threads.getCurrentThreadAllocatedBytes() - before)
                    .as(ending)
                    .isLessThan(4 << 20);
            assertThat(Files.size(file)).isGreaterThan(32_000_000);
        }
    }

    static List<AttackTest.Attack> attacks() {
        return AttackTest.attacks();
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void attacks_areShownOrRefused(AttackTest.Attack attack) throws IOException {
        Path file = Path.of("src/test/resources/attacks/models", attack.file());
        try {
            Inspection found = Inspection.of(file);
            assertThat(found.bytes()).isEqualTo(Files.size(file));
            assertThat(found.toString()).doesNotContainPattern("\\p{Cntrl}");
        } catch (ModelFileException e) {
            assertThat(e).hasMessageStartingWith(file + ": ");
        }
    }

    @Test
    void layersThatGradusLacks_areShown() throws IOException {
        Inspection found = Inspection.of(Path.of("src/test/resources/attacks/models/lambda.keras"));
        assertThat(found.layers()).extracting(Inspection.LayerLine::className).contains("Lambda");
    }

    @Test
    void otherFiles_areRefused(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "text");
        assertThatThrownBy(() -> Inspection.of(file)).hasMessageContaining("it is not a model file");
        assertThatThrownBy(() -> Inspection.of(folder)).hasMessageContaining("is a folder");
        assertThatThrownBy(() -> Inspection.of(folder.resolve("none.h5"))).hasMessageContaining("there is no file");
    }
}
