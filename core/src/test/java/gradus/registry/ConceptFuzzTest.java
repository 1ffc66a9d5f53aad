package gradus.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.code_intelligence.jazzer.junit.FuzzTest;
import gradus.testing.FuzzBounds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Any text, read as concepts of any kind; `docs/fuzzing.md` tells how to search for more.
class ConceptFuzzTest {
    static Stream<Arguments> concepts() {
        return Stream.of(
                        "\1dense(64, relu) dropout(0.2) dense(3, name=\"x\")",
                        "\4adam(0.01, clipNorm=1)",
                        "\5cosine_decay(0.1, 100)",
                        "\3huber(delta=2)",
                        "\2get_item(\":, 1:3\")",
                        "\1einsum_dense(\"ab,bc->ac\", [none, 4])")
                .map(text -> arguments((Object) text.getBytes(StandardCharsets.UTF_8)));
    }

    /// @param content the kind in the first byte, then the notation
    @MethodSource("concepts")
    @FuzzTest(maxDuration = "4m")
    void concept(byte[] content) throws IOException {
        if (content.length > 0) {
            Registry<?> registry =
                    Registry.all().get(Math.floorMod(content[0], Registry.all().size()));
            String text = new String(content, 1, content.length - 1, StandardCharsets.UTF_8);
            FuzzBounds.hold(IllegalArgumentException.class, content.length, () -> readBack(registry, text));
        }
    }

    /// What was read is written in the same words that give it back.
    private static <T> void readBack(Registry<T> registry, String text) {
        for (T concept : Notation.parseAll(registry, text)) {
            assertThat(Notation.parse(registry, Notation.write(registry, concept)))
                    .isEqualTo(concept);
        }
    }
}
