package gradus.callbacks.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.callbacks.LayerView;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventFileTest {
    @Test
    void bytes_areThoseOfTensorBoardsOwnWriter() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (EventFile file = new EventFile(bytes, () -> 1.5)) {
            file.scalar("epoch_loss", 0.25, 0);
            file.scalar("epoch_größe", 0, 300);
            file.histogram("dense/kernel/histogram", new float[] {0, -1, 3, 0}, 2);
            file.graph(List.of(
                    new LayerView("input", "Input", List.of(), Map.of()),
                    new LayerView("dense", "Dense", List.of("input"), Map.of())));
            // A map of Protocol Buffers has no order.
            file.settings(Map.of("rate", 0.125));
            file.settings(Map.of("optimizer", "adam"));
            file.settings(Map.of("shuffle", true));
            file.settingsEnd();
        }
        assertThat(bytes.toByteArray())
                .isEqualTo(Files.readAllBytes(Path.of("src/test/resources/golden/tensorboard.events")));
    }

    @Test
    void histogramOfEqualNumbers_hasThemInOneBucket_andOfNaNIsLeftOut() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (EventFile file = new EventFile(bytes, () -> 1.5)) {
            int before = bytes.size();
            file.histogram("bias", new float[] {Float.NaN}, 0);
            file.histogram("bias", new float[0], 0);
            assertThat(bytes.size()).isEqualTo(before);
            file.histogram("bias", new float[] {2, 2}, 0);
            assertThat(bytes.size()).isGreaterThan(before + 2 * 30 * Double.BYTES);
        }
    }
}
