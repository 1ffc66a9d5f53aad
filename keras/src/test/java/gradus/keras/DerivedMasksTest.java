package gradus.keras;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class DerivedMasksTest {
    private static final String CONFIG = config();

    private static String config() {
        try (Archive archive = new Archive(Fixtures.file("masked_mean"))) {
            return new String(Objects.requireNonNull(archive.read("config.json", Json.MAX_BYTES)), UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static JsonNode parse(String config) throws ModelFileException {
        return Json.parse("config.json", config.getBytes(UTF_8));
    }

    @Test
    void whatComputesMasks_isLeftOut() throws ModelFileException {
        assertThat(CONFIG).contains("\"NotEqual\"", "\"Any\"");
        JsonNode left = DerivedMasks.leaveOut(parse(CONFIG).path("config"));
        assertThat(left.toString()).doesNotContain("\"NotEqual\"", "\"Any\"", "\"ZerosLike\"");
        assertThat(left.path("layers")).hasSize(15);
    }

    @Test
    void aComparisonThatIsAnOutput_stays() throws ModelFileException {
        String output = CONFIG.replace("\"output_layers\": [\"dense_5\"", "\"output_layers\": [\"not_equal_4\"");
        assertThat(output).isNotEqualTo(CONFIG);
        assertThat(DerivedMasks.leaveOut(parse(output).path("config")).toString())
                .contains("\"not_equal_4\"")
                .doesNotContain("\"Any\"");
    }

    @Test
    void aMaskOfOtherOrigin_isRefused() throws ModelFileException {
        JsonNode own = parse(CONFIG.replace("\"mask_zero\": true", "\"mask_zero\": false"));
        assertThatThrownBy(() -> GraphReader.read(own))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining(
                        "is called with a mask of its own, from layer \"not_equal_4\", which Gradus cannot do;");
    }
}
