package gradus.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.code_intelligence.jazzer.api.BugDetectors;
import com.code_intelligence.jazzer.api.SilentCloseable;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Any bytes, sent to a server as the body of a request in every protocol; `docs/fuzzing.md` tells how to search for
/// more.
class BodyFuzzTest {
    private static final List<String> ROUTES = List.of(
            "/v1/models/sums:predict",
            "/v1/models/kinds:classify",
            "/v1/models/houses:regress",
            "/v2/models/sums/infer",
            "/v2/models/kinds/infer",
            "/models/sums/invocations",
            "/models/kinds/invocations",
            "/models/houses/predict");
    private static final List<String> TYPES = List.of("application/json", "text/csv");

    static Stream<Arguments> bodies() {
        return Stream.of(
                        "\0\0\0{\"instances\":[[1,2,3]]}",
                        "\0\0\0{\"inputs\":{\"input_layer\":[[1,2,3]]}}",
                        "\1\0\0{\"examples\":[{\"x\":0.5,\"when\":\"2024-01-11\"}]}",
                        "\3\0\0{\"inputs\":[{\"name\":\"input_layer\",\"shape\":[1,3],\"datatype\":\"FP32\","
                                + "\"data\":[1,2,3]}]}",
                        "\3\0h{\"inputs\":[{\"name\":\"input_layer\",\"shape\":[1,3],\"datatype\":\"FP32\","
                                + "\"parameters\":{\"binary_data_size\":12}}]}\0\0\0\0\0\0\0\0\0\0\0\0",
                        "\5\0\0{\"dataframe_split\":{\"columns\":[\"a\",\"b\",\"c\"],\"data\":[[1,2,3]]}}",
                        "\5\1\0a,b,c\n1,2,3\n",
                        "\7\0\0[{\"area\":5,\"town\":\"Ghent\",\"rooms\":null}]",
                        "\7\1\0area;town;rooms\n1;Ghent;3\n")
                .map(text -> arguments((Object) text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /// @param content route, type, and how many bytes are JSON before binary data, 0 for all; then the body
    @MethodSource("bodies")
    @FuzzTest(maxDuration = "4m")
    void body(byte[] content) {
        if (content.length < 3) {
            return;
        }
        String route = ROUTES.get(Math.floorMod(content[0], ROUTES.size()));
        byte[] body = Arrays.copyOfRange(content, 3, content.length);
        String[] request = new String[] {"Content-Type", TYPES.get(Math.floorMod(content[1], TYPES.size()))};
        if (content[2] != 0) {
            request = new String[] {"Inference-Header-Content-Length", Integer.toString(content[2] & 0xff)};
        }
        SilentCloseable allowed = BugDetectors.allowNetworkConnections();
        try {
            Served.Answer answer = Served.shared().post(route, body, request);
            assertThat(answer.status()).as(answer.text()).isLessThan(500);
            assertThat(answer.json().isEmpty()).isFalse();
            assertThat(answer.text()).hasSizeLessThan(5000 + 40 * body.length);
        } finally {
            allowed.close();
        }
    }
}
