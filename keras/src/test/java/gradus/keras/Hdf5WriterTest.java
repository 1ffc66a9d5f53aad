package gradus.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.data.Shape;
import io.jhdf.HdfFile;
import io.jhdf.api.Group;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Hdf5WriterTest {
    private final Path path;

    Hdf5WriterTest(@TempDir Path folder) throws IOException {
        path = Files.createFile(folder.resolve("w.h5"));
    }

    @Test
    void arraysOfAnyRank_areReadBack() throws IOException {
        float[] values = new float[30];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        try (Hdf5Writer writer = new Hdf5Writer(path)) {
            writer.write("a/vars", 0, values, 5, Shape.of());
            writer.write("a/vars", 1, values, 5, Shape.of(4));
            writer.write("a/vars", 2, values, 6, Shape.of(2, 3));
            writer.write("b/vars", 0, values, 6, Shape.of(2, 3, 4));
            writer.write("b/vars", 1, 7);
            writer.attribute("b/vars", "name", "größer");
        }
        try (Hdf5Reader reader = new Hdf5Reader("w.h5", Files.readAllBytes(path))) {
            assertThat(reader.read("a/vars/0", Shape.of(), "x")).containsExactly(5);
            assertThat(reader.read("a/vars/1", Shape.of(4), "x")).containsExactly(5, 6, 7, 8);
            assertThat(reader.read("a/vars/2", Shape.of(2, 3), "x")).containsExactly(6, 7, 8, 9, 10, 11);
            float[] cube = reader.read("b/vars/0", Shape.of(2, 3, 4), "x");
            assertThat(cube).hasSize(24).startsWith(6, 7).endsWith(28, 29);
            assertThat(reader.readLong("b/vars/1", "x")).isEqualTo(7);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"layers/dense/vars", "optimizer/vars", "zzz"})
    void emptyVars_areAGroupWithNothingInIt(String other) throws IOException {
        try (Hdf5Writer writer = new Hdf5Writer(path)) {
            writer.emptyVars();
            writer.attribute(other, "name", "dense");
            writer.write(other, 0, 3f);
        }
        try (HdfFile file = new HdfFile(path)) {
            assertThat(((Group) file.getChild("vars")).getChildren()).isEmpty();
            assertThat(file.getDatasetByPath(other + "/0").getData()).isEqualTo(3f);
        }
    }

    @Test
    void noDatasetsAtAll_isAnEmptyFileThatOpens() throws IOException {
        new Hdf5Writer(path).close();
        try (Hdf5Reader reader = new Hdf5Reader("w.h5", Files.readAllBytes(path))) {
            assertThat(reader.paths()).isEmpty();
        }
    }

    @Test
    void longAttributes_areRefusedBecauseTheyWouldDestroyTheFile() {
        try (Hdf5Writer writer = new Hdf5Writer(path)) {
            assertThatThrownBy(() -> writer.attribute("a", "name", "x".repeat(10_000)))
                    .isInstanceOf(ModelFileException.class)
                    .hasMessageContaining("too long for an HDF5 file");
        }
    }
}
