package gradus.data.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.data.Dataset;
import gradus.data.Shape;
import gradus.data.tables.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {
    @TempDir
    private Path folder = Path.of("");

    private void write(String name, byte[] content) throws IOException {
        Files.write(folder.resolve(name), content);
    }

    private void writeTrain() throws IOException {
        write("train-images-idx3-ubyte", IdxFileTest.idx(0x803, new int[] {3, 1, 2}, 1, 2, 3, 4, 5, 255));
        write("train-labels-idx1-ubyte", IdxFileTest.idx(0x801, new int[] {3}, 0, 2, 1));
    }

    @Test
    void trainingAndTestPart_areFoundByTheirNames() throws IOException {
        writeTrain();
        write("t10k-images.idx3-ubyte.gz", IdxFileTest.gzip(IdxFileTest.idx(0x803, new int[] {1, 1, 2}, 9, 8)));
        write("t10k-labels.idx1-ubyte.gz", IdxFileTest.gzip(IdxFileTest.idx(0x801, new int[] {1}, 2)));
        ImageFolder images = ImageFolder.load(folder, List.of());
        assertThat(images.shape()).isEqualTo(Shape.of(1, 2));
        assertThat(images.labels()).containsExactly("0", "1", "2");
        assertThat(images.train().input().toArray()).containsExactly(1, 2, 3, 4, 5, 255);
        assertThat(images.train().target().toArray()).containsExactly(0, 2, 1);
        Dataset test = Objects.requireNonNull(images.test());
        assertThat(test.input().toArray()).containsExactly(9, 8);
        assertThat(test.target().toArray()).containsExactly(2);
    }

    @Test
    void testPart_mayBeAbsent() throws IOException {
        writeTrain();
        assertThat(ImageFolder.isOne(folder)).isTrue();
        assertThat(ImageFolder.load(folder, List.of("a", "b", "c")).test()).isNull();
    }

    @Test
    void missingLabels_areNamed() throws IOException {
        assertThat(ImageFolder.isOne(folder)).isFalse();
        write("train-images-idx3-ubyte", IdxFileTest.idx(0x803, new int[] {1, 1, 1}, 1));
        assertThatThrownBy(() -> ImageFolder.load(folder, List.of()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("has no file train-labels-idx1-ubyte or train-labels-idx1-ubyte.gz");
    }

    @Test
    void labelsThatDoNotFit_areRefused() throws IOException {
        writeTrain();
        assertThatThrownBy(() -> ImageFolder.load(folder, List.of("a", "b")))
                .hasMessageContaining("has labels up to 2, but 2 classes have a name: a, b");
        write("train-labels-idx1-ubyte", IdxFileTest.idx(0x801, new int[] {2}, 0, 2));
        assertThatThrownBy(() -> ImageFolder.load(folder, List.of()))
                .hasMessageContaining("has dimensions [2], but there are 3 images in train-images-idx3-ubyte");
    }

    @Test
    void testImagesOfAnotherShape_areRefused() throws IOException {
        writeTrain();
        write("t10k-images-idx3-ubyte", IdxFileTest.idx(0x803, new int[] {1, 2, 2}, 9, 8, 7, 6));
        write("t10k-labels-idx1-ubyte", IdxFileTest.idx(0x801, new int[] {1}, 2));
        assertThatThrownBy(() -> ImageFolder.load(folder, List.of()))
                .hasMessageContaining("the images of the test part are [batch, 2, 2]");
    }

    @Test
    void twoSetsInOneFolder_areRefused() throws IOException {
        writeTrain();
        write("emnist-train-images-idx3-ubyte", IdxFileTest.idx(0x803, new int[] {1, 1, 1}, 1));
        assertThatThrownBy(() -> ImageFolder.load(folder, List.of())).hasMessageContaining("has several files");
    }
}
