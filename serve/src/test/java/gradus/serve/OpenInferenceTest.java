package gradus.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests and answers by hand, from the texts of the Open Inference Protocol and of its binary tensors.
final class OpenInferenceTest {
    private static final String INFER = "/v2/models/sums/infer";

    private static final Served SERVED = Served.shared();

    @SuppressWarnings("ByteBufferBackingArray") // as little makes them
    private static byte[] binary(String json, ByteBuffer... data) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(json.getBytes(StandardCharsets.UTF_8));
        Arrays.stream(data).forEach(part -> all.writeBytes(part.array()));
        return all.toByteArray();
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static Served.Answer send(String json, ByteBuffer... data) {
        return SERVED.post(
                INFER,
                binary(json, data),
                "Inference-Header-Content-Length",
                Integer.toString(json.getBytes(StandardCharsets.UTF_8).length));
    }

    @Test
    void serverAndModels_describeThemselves() {
        assertThat(SERVED.get("/v2").json().get("extensions").toString()).isEqualTo("[\"binary_tensor_data\"]");
        assertThat(SERVED.get("/v2/health/live").text()).isEqualTo("{\"live\":true}");
        assertThat(SERVED.get("/v2/health/ready").text()).isEqualTo("{\"ready\":true}");
        assertThat(SERVED.get("/v2/models/sums/ready").text()).isEqualTo("{\"name\":\"sums\",\"ready\":true}");
        assertThat(SERVED.get("/v2/models/sums/versions/1/ready").status()).isEqualTo(200);
        assertThat(SERVED.get("/v2/models/sums").text())
                .isEqualTo(
                        "{\"name\":\"sums\",\"versions\":[\"1\"],\"platform\":\"gradus_keras\",\"inputs\":[{\"name\":"
                                + "\"input_layer\",\"datatype\":\"FP32\",\"shape\":[-1,3]}],\"outputs\":[{\"name\":\"dense\","
                                + "\"datatype\":\"FP32\",\"shape\":[-1,2]}]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1,2,3,0,0,0]", "[[1,2,3],[0,0,0]]"})
    void dataMayBeFlatOrNested(String data) {
        assertThat(SERVED.post(
                                INFER,
                                "{\"id\":\"42\",\"inputs\":[{\"name\":\"input_layer\",\"shape\":[2,3],\"datatype\":\"FP32\","
                                        + "\"data\":" + data + "}],\"outputs\":[{\"name\":\"dense\"}]}")
                        .text())
                .isEqualTo(
                        "{\"model_name\":\"sums\",\"model_version\":\"1\",\"id\":\"42\",\"outputs\":[{\"name\":\"dense\","
                                + "\"datatype\":\"FP32\",\"shape\":[2,2],\"data\":[4.5,4.5,0.5,-0.5]}]}");
    }

    @Test
    void binaryTensors_goBothWays() {
        String json = "{\"inputs\":[{\"name\":\"input_layer\",\"shape\":[1,3],\"datatype\":\"FP32\",\"parameters\":"
                + "{\"binary_data_size\":12}}],\"outputs\":[{\"name\":\"dense\",\"parameters\":{\"binary_data\":true}}]}";
        Served.Answer answer = send(json, little(12).putFloat(1).putFloat(2).putFloat(3));

        String expected =
                "{\"model_name\":\"sums\",\"model_version\":\"1\",\"outputs\":[{\"name\":\"dense\",\"datatype\":"
                        + "\"FP32\",\"shape\":[1,2],\"parameters\":{\"binary_data_size\":8}}]}";
        byte[] body = answer.whole().body();
        assertThat(answer.whole().headers().firstValue("Inference-Header-Content-Length"))
                .hasValue(Integer.toString(expected.length()));
        assertThat(answer.whole().headers().firstValue("Content-Type")).hasValue("application/octet-stream");
        assertThat(answer.text()).startsWith(expected);
        assertThat(Arrays.copyOfRange(body, expected.length(), body.length))
                .isEqualTo(little(8).putFloat(4.5f).putFloat(4.5f).array());
    }

    @ParameterizedTest
    @CsvSource({
        "FP64,8",
        "INT8,1",
        "UINT8,1",
        "INT16,2",
        "UINT16,2",
        "INT32,4",
        "UINT32,4",
        "INT64,8",
        "UINT64,8",
        "FP16,2"
    })
    void everyTypeOfNumbers_isRead(String type, int bytes) {
        ByteBuffer data = little(3 * bytes);
        for (int value = 1; value <= 3; value++) {
            switch (type) {
                case "FP64" -> data.putDouble(value);
                case "FP16" -> data.putShort(Float.floatToFloat16(value));
                default -> data.put((byte) value).position(value * bytes);
            }
        }
        Served.Answer answer = send(
                "{\"inputs\":[{\"name\":\"input_layer\",\"shape\":[1,3],\"datatype\":\"" + type + "\",\"parameters\":"
                        + "{\"binary_data_size\":" + 3 * bytes + "}}]}",
                data);
        assertThat(answer.text()).contains("\"data\":[4.5,4.5]");
    }

    @Test
    void everyOutputIsBinary_ifTheRequestSaysSo() {
        Served.Answer answer = SERVED.post(
                INFER,
                "{\"parameters\":{\"binary_data_output\":true},\"inputs\":[{\"name\":\"input_layer\",\"shape\":[1,3],"
                        + "\"datatype\":\"FP32\",\"data\":[1,2,3]}]}");
        assertThat(answer.whole().headers().firstValue("Inference-Header-Content-Length"))
                .isPresent();
    }

    @Test
    void aTableHasAnInputForEachColumn_alsoWithTexts() {
        String rows = "{\"inputs\":[{\"name\":\"x\",\"shape\":[2],\"datatype\":\"FP64\",\"data\":[0.1,0.9]},"
                + "{\"name\":\"when\",\"shape\":[2,1],\"datatype\":\"BYTES\",\"data\":[\"2024-03-11\",\"2024-03-11\"]}]}";
        Served.Answer json = SERVED.post("/v2/models/kinds/infer", rows);
        assertThat(json.json().at("/outputs/0/datatype").asString()).isEqualTo("BYTES");
        assertThat(json.json().at("/outputs/1/shape").toString()).isEqualTo("[2,2]");

        String header = "{\"inputs\":[{\"name\":\"x\",\"shape\":[2,1],\"datatype\":\"FP64\",\"parameters\":"
                + "{\"binary_data_size\":16}},{\"name\":\"when\",\"shape\":[2,1],\"datatype\":\"BYTES\",\"parameters\":"
                + "{\"binary_data_size\":28}}]}";
        byte[] date = "2024-03-11".getBytes(StandardCharsets.UTF_8);
        Served.Answer binary = SERVED.post(
                "/v2/models/kinds/infer",
                binary(
                        header,
                        little(16).putDouble(0.1).putDouble(0.9),
                        little(28).putInt(10).put(date).putInt(10).put(date)),
                "Inference-Header-Content-Length",
                Integer.toString(header.length()),
                "Content-Type",
                "application/octet-stream");
        assertThat(binary.json().get("outputs")).isEqualTo(json.json().get("outputs"));
    }

    @Test
    void aMissingValue_isNullOrNaN() {
        assertThat(SERVED.post(
                                "/v2/models/houses/infer",
                                "{\"inputs\":[{\"name\":\"area\",\"shape\":[1],\"datatype\":\"FP64\",\"data\":[null]},"
                                        + "{\"name\":\"town\",\"shape\":[1],\"datatype\":\"BYTES\",\"data\":[null]},"
                                        + "{\"name\":\"rooms\",\"shape\":[1],\"datatype\":\"INT64\",\"data\":[2]}]}")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"inputs\":[]} | at least one input",
                "{\"inputs\":[{\"name\":\"input_layer\",\"shape\":[1,3],\"datatype\":\"FP32\",\"data\":[1,2]}]}"
                        + " | as many elements as its shape [1, 3] says, got 2",
                "{\"inputs\":[{\"name\":\"input_layer\",\"shape\":[1,-3],\"datatype\":\"FP32\",\"data\":[1,2]}]}"
                        + " | \"shape\" must be an array of whole numbers from 0",
                "{\"inputs\":[{\"name\":\"input_layer\",\"shape\":[1,3],\"datatype\":\"FLOAT\",\"data\":[1,2,3]}]}"
                        + " | \"datatype\" must be one of [BOOL",
                "{\"inputs\":[{\"name\":\"input_layer\",\"shape\":[1,3],\"datatype\":\"BYTES\",\"data\":[1,2,3]}]}"
                        + " | must have texts, got numbers",
                "{\"inputs\":[{\"name\":\"input_layer\",\"shape\":[1,3],\"datatype\":\"INT8\",\"data\":[1,2.5,3]}]}"
                        + " | must have whole numbers, got 2.5 as element 1",
                "{\"inputs\":[{\"name\":\"input_layer\",\"shape\":[1,3],\"datatype\":\"FP32\"}]} | must have \"data\"",
                "{\"inputs\":[{\"name\":\"x\",\"shape\":[1,3],\"datatype\":\"FP32\",\"data\":[1,2,3]}]}"
                        + " | takes the inputs [input_layer], got [x]",
                "{\"inputs\":[{\"shape\":[1,3],\"datatype\":\"FP32\",\"data\":[1,2,3]}]} | must have \"name\"",
                "{\"inputs\":[{\"name\":\"input_layer\",\"shape\":[1,3],\"datatype\":\"FP32\",\"data\":[1,2,3]}],"
                        + "\"outputs\":[{\"name\":\"y\"}]} | has no output \"y\"; it has [dense]",
                "{\"inputs\":[{\"name\":\"input_layer\",\"shape\":[1,3],\"datatype\":\"FP32\",\"parameters\":"
                        + "{\"binary_data_size\":12}}]} | should have 12 bytes of binary data, and 0 are left",
                "{\"inputs\":[{\"name\":\"input_layer\",\"shape\":[1000000000,1000000000],\"datatype\":\"FP32\","
                        + "\"data\":[1]}]} | as many elements as its shape",
            })
    void whatIsWrong_isSaid(String request, String message) {
        Served.Answer answer = SERVED.post(INFER, request);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().propertyNames()).containsExactly("error");
        assertThat(answer.json().get("error").asString()).contains(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "99999", "x", "9999999999"})
    void aWrongLengthOfJson_isRefused(String length) {
        assertThat(SERVED.post(INFER, "{}", "Inference-Header-Content-Length", length)
                        .status())
                .isEqualTo(400);
    }

    @Test
    void binaryDataThatDoesNotFit_isRefused() {
        String json = "{\"inputs\":[{\"name\":\"input_layer\",\"shape\":[1,3],\"datatype\":\"FP32\",\"parameters\":"
                + "{\"binary_data_size\":12}}]}";
        assertThat(send(json, little(16)).text()).contains("4 bytes more than");
        assertThat(send(json.replace("12", "16"), little(16)).text()).contains("must have 12 bytes");
        assertThat(send(json.replace("FP32", "BYTES"), little(12).putInt(1 << 30))
                        .text())
                .contains("should have 1073741824 bytes");
    }
}
