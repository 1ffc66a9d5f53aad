package gradus.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.data.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Hdf5ReaderTest {
    private static final String KERNEL = "layers/dense/vars/0";
    private static final float[] VALUES = {0, 1, 2, 3, 4, 5};

    @ParameterizedTest
    @ValueSource(strings = {"good", "float16", "float64_big_endian", "integers"})
    void numbersOfAnyType_areReadAsFloats(String name) throws IOException {
        try (Hdf5Reader file = new Hdf5Reader(name, content(name))) {
            assertThat(file.read(KERNEL, Shape.of(3, 2), "the kernel")).containsExactly(VALUES);
            assertThat(file.count("layers/dense/vars")).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "soft_link | /layers/dense/vars/0 is a link to elsewhere; links are not followed",
                "external_link | /layers/dense/vars/0 is a link to elsewhere; links are not followed",
                "external_storage | the group /layers/dense/vars cannot be read (Encountered External Data Files Message",
                "virtual | the group /layers/dense/vars cannot be read (",
                "compressed | /layers/dense/vars/0 is stored in chunks, as compressed data is; save the model with Keras again",
                "chunked | /layers/dense/vars/0 is stored in chunks",
                "cycle | groups are nested more than 32 levels deep",
                "deep | groups are nested more than 32 levels deep",
                "shape_bomb | /layers/dense/vars/0 is stored in chunks",
                "wrong_shape | the kernel (layers/dense/vars/0) must have shape [3, 2], got [2, 3]",
                "wrong_type | the kernel (layers/dense/vars/0) must be numbers, got StringData",
                "missing | the kernel (layers/dense/vars/0) is missing",
            })
    void hostileFiles_areRefused(String name, String message) throws IOException {
        byte[] content = content(name);
        assertThatThrownBy(() -> {
                    try (Hdf5Reader file = new Hdf5Reader("w.h5", content)) {
                        file.read(KERNEL, Shape.of(3, 2), "the kernel");
                    }
                })
                .isInstanceOf(ModelFileException.class)
                .hasMessageStartingWith("w.h5: " + message);
    }

    @Test
    void wholeNumbersWithoutASign_areNoStep() throws IOException {
        try (Hdf5Reader file = new Hdf5Reader("w.h5", content("unsigned"))) {
            assertThatThrownBy(() -> file.readLong("step", "the step"))
                    .isInstanceOf(ModelFileException.class)
                    .hasMessage("w.h5: the step (step) must be one whole number");
        }
    }

    @Test
    void otherFiles_areRefused() {
        assertThatThrownBy(() -> new Hdf5Reader("w.h5", new byte[5000]))
                .isInstanceOf(ModelFileException.class)
                .hasMessageStartingWith("w.h5: it is not an HDF5 file, or is damaged");
    }

    @Test
    void damagedFiles_giveNumbersOrATypedError() throws IOException {
        byte[] good = content("good");
        SplittableRandom random = new SplittableRandom(1);
        for (int round = 0; round < 3000; round++) {
            byte[] damaged = good.clone();
            for (int i = 0; i < 1 + round % 4; i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            try (Hdf5Reader file = new Hdf5Reader("w.h5", damaged)) {
                assertThat(file.read(KERNEL, Shape.of(3, 2), "the kernel")).hasSize(6);
            } catch (ModelFileException e) {
                assertThat(e).hasMessageStartingWith("w.h5: ");
            }
        }
    }

    private static byte[] content(String name) throws IOException {
        return Files.readAllBytes(Path.of("src/test/resources/attacks", name + ".h5"));
    }
}
