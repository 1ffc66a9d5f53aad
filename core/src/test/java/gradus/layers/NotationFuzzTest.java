package gradus.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.code_intelligence.jazzer.junit.FuzzTest;
import gradus.data.Shape;
import gradus.layers.operations.GetItem;
import gradus.testing.FuzzBounds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Texts of files that have a notation of their own: equations and parts of rows. Any of them, on any shape, gives a
/// shape or an error in a sentence; `docs/fuzzing.md` tells how to search for more.
class NotationFuzzTest {
    /// Bytes before the text: how many axes, then their sizes.
    private static final int HEAD = 4;

    private static Stream<Arguments> seeds(int head, String... texts) {
        return Arrays.stream(texts).map(text -> {
            byte[] seed = ("\1\2\3" + (char) head + text).getBytes(StandardCharsets.UTF_8);
            return arguments((Object) seed);
        });
    }

    static Stream<Arguments> equations() {
        return seeds(2, "ab,bc->ac", "abc,cd->abd", "...x,xy->...y", "abc,bcd->ad", "ax...,xy->ay...", "aab,bc->ac");
    }

    static Stream<Arguments> keys() {
        return seeds(3, ":, 1:3", ":, ::-1, 0", "..., None, -1", ":, ::00", "::, 1, ..., :2", ":,None");
    }

    @MethodSource("equations")
    @FuzzTest(maxDuration = "4m")
    void equation(byte[] content) throws IOException {
        hold(content, (shape, text) -> {
            EinsumDense layer = new EinsumDense(text, dimensions(content));
            Shape output = layer.outputShape(List.of(shape));
            assertThat(layer.parameters(List.of(shape))).isNotEmpty();
            return output;
        });
    }

    @MethodSource("keys")
    @FuzzTest(maxDuration = "4m")
    void key(byte[] content) throws IOException {
        hold(content, (shape, text) -> new GetItem(text).outputShape(List.of(shape)));
    }

    private interface Reading {
        Shape read(Shape shape, String text);
    }

    private static Integer[] dimensions(byte[] content) {
        return content.length == 0 || content[0] % 3 == 0 ? new Integer[] {null, 4} : new Integer[] {(int) content[0]};
    }

    private static void hold(byte[] content, Reading reading) throws IOException {
        if (content.length < HEAD) {
            return;
        }
        List<Integer> sizes = new ArrayList<>();
        for (int i = 0; i < 1 + (content[HEAD - 1] & 3) % HEAD; i++) {
            sizes.add(1 + (content[i % HEAD] & 0x7f));
        }
        String text = new String(content, HEAD, content.length - HEAD, StandardCharsets.UTF_8);
        FuzzBounds.hold(
                IllegalArgumentException.class,
                content.length,
                () -> assertThat(reading.read(new Shape(sizes), text).dimensions())
                        .allMatch(size -> size >= 0));
    }
}
