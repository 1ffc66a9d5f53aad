package gradus.cli;

import static gradus.layers.Layers.batchNormalization;
import static gradus.layers.Layers.dense;
import static gradus.layers.Layers.input;
import static gradus.layers.Layers.relu;
import static org.assertj.core.api.Assertions.assertThat;

import gradus.Sequential;
import gradus.activations.Softmax;
import gradus.kernels.Kernels;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A row has the same bits alone and in any batch, on all kernels.
@Tag("long")
final class ServeKernelsTest {
    private static final int WIDTH = 300;
    private static final int CLASSES = 10;
    private static final int ROWS = 40;
    private static final String LENGTH = "Inference-Header-Content-Length";

    @TempDir
    private Path folder = Path.of("");

    /// The bits of the answers to rows, as the binary tensor of the Open Inference Protocol has them.
    private static byte[] answer(Serving server, float[] rows, int from, int count) throws IOException {
        String header =
                "{\"parameters\":{\"binary_data_output\":true},\"inputs\":[{\"name\":\"input_layer\",\"shape\":["
                        + count + "," + WIDTH + "],\"datatype\":\"FP32\",\"parameters\":{\"binary_data_size\":"
                        + 4 * count * WIDTH + "}}]}";
        ByteBuffer body =
                ByteBuffer.allocate(header.length() + 4 * count * WIDTH).order(ByteOrder.LITTLE_ENDIAN);
        body.put(header.getBytes(StandardCharsets.US_ASCII));
        body.asFloatBuffer().put(rows, from * WIDTH, count * WIDTH);
        HttpResponse<byte[]> answer = server.send(server.request("/v2/models/m/infer")
                .header(LENGTH, Integer.toString(header.length()))
                .POST(BodyPublishers.ofByteArray(body.array())));
        assertThat(answer.statusCode()).isEqualTo(200);
        int json = Integer.parseInt(answer.headers().firstValue(LENGTH).orElseThrow());
        byte[] bits = Arrays.copyOfRange(answer.body(), json, answer.body().length);
        assertThat(bits).hasSize(4 * CLASSES * count);
        return bits;
    }

    private static byte[] part(byte[] bits, int from, int count) {
        return Arrays.copyOfRange(bits, 4 * CLASSES * from, 4 * CLASSES * (from + count));
    }

    @ParameterizedTest
    @ValueSource(strings = {"scalar", "simd", "onednn"})
    void aRow_hasTheSameBitsAloneAndInAnyBatch(String kernels) throws Exception {
        Assumptions.assumeTrue(Kernels.available().contains(kernels), kernels + " kernels do not work here");
        Path file = folder.resolve("m.keras");
        Sequential.of(input(WIDTH), dense(64), batchNormalization(), relu(), dense(CLASSES, new Softmax()))
                .seed(3)
                .save(file);
        Random random = new Random(1);
        float[] rows = new float[ROWS * WIDTH];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = random.nextFloat(-2, 2);
        }
        // Every product of several rows is one of oneDNN, if its kernels have to do with it.
        List<String> options = List.of("-Dgradus.kernels=" + kernels, "-Dgradus.onednn.always=true");
        try (Serving server = Serving.start(
                        folder, HttpClient.newHttpClient(), Map.of(), options, file, "--port", 0, "--poll", 0);
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            byte[] together = answer(server, rows, 0, ROWS);
            for (int count : new int[] {1, 2, 7, 33}) {
                for (int row = 0; row + count <= ROWS; row += 5) {
                    assertThat(answer(server, rows, row, count)).isEqualTo(part(together, row, count));
                }
            }
            List<Future<byte[]>> atOnce = new ArrayList<>();
            for (int i = 0; i < 3 * ROWS; i++) {
                int row = i % ROWS;
                atOnce.add(clients.submit(() -> answer(server, rows, row, 1)));
            }
            for (int i = 0; i < atOnce.size(); i++) {
                assertThat(atOnce.get(i).get()).isEqualTo(part(together, i % ROWS, 1));
            }
            assertThat(server.get("/metrics")).contains("gradus_batch_rows_count{model=\"m\"}");
        }
    }
}
