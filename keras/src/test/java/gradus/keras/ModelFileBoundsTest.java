package gradus.keras;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What `docs/model-files.md` promises of the time and memory that reading takes, whatever is in the file: every count
/// that a file can have is made large, and files of weights are changed at random.
class ModelFileBoundsTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final Path RESOURCES = Path.of("src/test/resources");
    /// How much slower than promised a busy machine may be.
    private static final int MARGIN = 4;

    private static final String INPUT =
            "{'class_name':'InputLayer','config':{'batch_shape':[null,2],'name':'x'},'name':'x','inbound_nodes':[]}";
    private static final String DENSE = "{'class_name':'Dense','config':{'units':2}}";

    private static final String TENSOR =
            "{'class_name':'__keras_tensor__','config':{'shape':[null,2],'dtype':'float32','keras_history':['x',0,0]}}";

    private final Path file;

    ModelFileBoundsTest(@TempDir Path folder) {
        file = folder.resolve("model.keras");
    }

    /// Something that a file may have many of.
    ///
    /// @param config of a model that has so many
    record Growing(String name, IntFunction<String> config) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Growing> chains() {
        return Stream.of(
                new Growing("metrics", n -> compiled("'metrics':[" + times(n, "'accuracy'") + "]")),
                new Growing(
                        "metrics of one name",
                        n -> compiled(
                                "'metrics':[" + times(n, "{'class_name':'Accuracy','config':{'name':'m'}}") + "]")),
                new Growing("losses", n -> compiled("'loss':[" + times(n, "'mse'") + "]")),
                new Growing(
                        "steps of a schedule",
                        n -> compiled("'optimizer':{'class_name':'SGD','config':{'learning_rate':{"
                                + "'class_name':'PiecewiseConstantDecay','config':{'boundaries':["
                                + list(n, i -> "" + (i + 1)) + "],'values':[" + times(n + 1, "0.1") + "]}}}}")),
                new Growing("unknown keys", n -> compiled(list(n, i -> "'k" + i + "':null"))),
                new Growing("empty objects", n -> compiled("'x':[" + times(n, "{}") + "]")),
                new Growing("layers", n -> chain(INPUT + "," + times(n, DENSE))),
                new Growing("activations", n -> chain(INPUT + "," + times(n, "{'class_name':'ReLU','config':{}}"))),
                new Growing(
                        "blocks",
                        n -> chain(INPUT + ","
                                + times(
                                        n,
                                        "{'class_name':'Sequential','config':{'layers':[" + INPUT + "," + DENSE
                                                + "]}}"))),
                new Growing(
                        "arguments",
                        n -> chain(INPUT + ",{'class_name':'Dense','config':{'units':2,"
                                + list(n, i -> "'k" + i + "':null") + "}}")),
                new Growing(
                        "words of a vocabulary",
                        n -> chain("{'class_name':'InputLayer','config':{'batch_shape':[null,1],'dtype':'string'}},"
                                + "{'class_name':'StringLookup','config':{'vocabulary':["
                                + list(n, i -> "'w" + i + "'") + "]}}," + DENSE)),
                new Growing(
                        "boundaries of bins",
                        n -> chain(INPUT + ",{'class_name':'Discretization','config':{'bin_boundaries':["
                                + list(n, i -> "" + i) + "]}}," + DENSE)),
                new Growing(
                        "features of a FeatureSpace",
                        n -> "{'class_name':'FeatureSpace','config':{'output_mode':'concat','features':{"
                                + list(
                                        n,
                                        i -> "'f" + i + "':{'config':{'dtype':'float32','output_mode':'float',"
                                                + "'preprocessor':{'class_name':'Rescaling','config':{'scale':2,"
                                                + "'name':'r" + i + "'}}}}")
                                + "}}}"),
                new Growing(
                        "numbers of a normalization",
                        n -> chain(INPUT + ",{'class_name':'Normalization','config':{'mean':[" + times(n, "0.5")
                                + "],'variance':[" + times(n, "0.5") + "]}}")),
                new Growing(
                        "dimensions",
                        n -> chain("{'class_name':'InputLayer','config':{'batch_shape':[" + times(n, "1") + "]}},"
                                + DENSE)),
                new Growing(
                        "letters of a name",
                        n -> chain(INPUT + ",{'class_name':'Dense','config':{'units':2,'name':'" + "n".repeat(n)
                                + "'}}")));
    }

    static Stream<Growing> graphs() {
        return Stream.of(
                new Growing("layers in order", n -> graph(list(n, i -> relu(i, i == 0 ? "x" : "r" + (i - 1))), n - 1)),
                new Growing(
                        "layers in reverse", n -> graph(list(n, i -> relu(i, i == n - 1 ? "x" : "r" + (i + 1))), 0)),
                new Growing("calls of a layer", n -> graph(layer("ReLU", times(n, "[['x',0,0]]")), 0)),
                new Growing(
                        "calls in reverse",
                        n -> graph(
                                layer("ReLU", list(n, i -> i == n - 1 ? "[['x',0,0]]" : "[['r0'," + (i + 1) + ",0]]")),
                                0)),
                new Growing("summands", n -> graph(layer("Add", "[" + times(n, "['x',0,0]") + "]"), 0)),
                new Growing("concatenated", n -> graph(layer("Concatenate", "[" + times(n, "['x',0,0]") + "]"), 0)),
                new Growing("numbers of a constant", n -> graph(operation("Add", "[" + times(n, "1.5") + "]"), 0)),
                new Growing("nested lists", n -> graph(operation("Add", "[".repeat(n) + "1" + "]".repeat(n)), 0)),
                new Growing(
                        "dimensions of a constant",
                        n -> graph(operation("Add", "[".repeat(n / 300) + "1" + "]".repeat(n / 300)), 0)),
                new Growing("parts of a slice", n -> graph(operation("GetItem", "[" + times(n, "null") + "]"), 0)),
                new Growing("operands", n -> graph(operation("Add", times(n, TENSOR)), 0)),
                new Growing("outputs", n -> graph(INPUT, relu(0, "x"), times(n, "['r0',0,0]"))),
                new Growing(
                        "outputs with metrics by name",
                        n -> graph(INPUT, list(n, i -> relu(i, "x")), list(n, i -> "['r" + i + "',0,0]"))
                                .replaceFirst(
                                        "}$",
                                        ",'compile_config':{'loss':{" + list(n, i -> "'r" + i + "':'mse'")
                                                + "},'metrics':{" + list(n, i -> "'r" + i + "':['mae']") + "}}}")),
                new Growing(
                        "inputs",
                        n -> graph(
                                list(n, i -> INPUT.replace("'x'", "'x" + i + "'")),
                                layer("Add", "[" + list(n, i -> "['x" + i + "',0,0]") + "]"),
                                "['r0',0,0]")),
                new Growing("blocks in blocks, each twice", n -> graph(nested(Math.min(n / 300, 14)), 0)),
                new Growing(
                        "outputs of a block",
                        n -> graph(
                                "{'class_name':'Functional','config':{'name':'r0','layers':[" + INPUT + ","
                                        + relu(0, "x") + "],'input_layers':[['x',0,0]],'output_layers':["
                                        + times(n, "['r0',0,0]") + "]},'inbound_nodes':["
                                        + times(n, "[['x',0,0]]") + "]}",
                                0)));
    }

    private static String nested(int levels) {
        String inner = relu(0, "x");
        for (int i = 0; i < levels; i++) {
            inner = "{'class_name':'Functional','config':{'name':'r0','layers':[" + INPUT + "," + inner
                    + "],'input_layers':[['x',0,0]],'output_layers':[['r0',0,0]]},"
                    + "'inbound_nodes':[[['x',0,0]],[['x',0,0]]]}";
        }
        return inner;
    }

    private static String relu(int index, String input) {
        return layer("ReLU", "[['" + input + "',0,0]]")
                .replace("'r0','i", "'r" + index + "','i")
                .replace("'r0'}", "'r" + index + "'}");
    }

    private static String layer(String className, String calls) {
        return "{'class_name':'" + className + "','config':{'name':'r0'},'name':'r0','inbound_nodes':[" + calls + "]}";
    }

    /// An operation on the input and something more.
    private static String operation(String className, String operand) {
        return "{'module':'keras.src.ops.numpy','class_name':'" + className + "','config':{'name':'r0'},'name':'r0',"
                + "'inbound_nodes':[{'args':[" + TENSOR + "," + operand + "],'kwargs':{}}]}";
    }

    private static String times(int count, String item) {
        return list(count, i -> item);
    }

    private static String list(int count, IntFunction<String> item) {
        return IntStream.range(0, count).mapToObj(item).collect(Collectors.joining(","));
    }

    private static String compiled(String compilation) {
        return chain(INPUT + "," + DENSE).replaceFirst("}$", ",'compile_config':{'loss':'mse'," + compilation + "}}");
    }

    private static String chain(String layers) {
        return "{'class_name':'Sequential','config':{'name':'m','layers':[" + layers + "]}}";
    }

    private static String graph(String layers, int output) {
        return graph(INPUT, layers, "['r" + output + "',0,0]");
    }

    private static String graph(String inputs, String layers, String outputs) {
        return "{'class_name':'Functional','config':{'layers':[" + inputs + "," + layers + "],'input_layers':["
                + inputs.replaceAll("\\{.*?'name':('x\\d*')}.*?}", "[$1,0,0]") + "],'output_layers':[" + outputs
                + "]}}";
    }

    @ParameterizedTest
    @MethodSource({"chains", "graphs"})
    void whateverThereIsManyOf_takesTimeAndMemoryInProportion(Growing growing) throws IOException {
        for (int count : new int[] {300, 4000, 30_000}) {
            byte[] config = growing.config().apply(count).replace('\'', '"').getBytes(UTF_8);
            try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
                // As it is: deflated, this would be refused for its ratio alone.
                zip.setLevel(0);
                zip.putNextEntry(new ZipEntry("config.json"));
                zip.write(config);
                zip.closeEntry();
                zip.putNextEntry(new ZipEntry("model.weights.h5"));
                zip.write(Files.readAllBytes(RESOURCES.resolve("attacks/good.h5")));
                zip.closeEntry();
            }
            assertBounded(growing + " " + count, count, () -> new KerasFormat().load(file));
        }
    }

    @Test
    void changedFilesOfWeights_takeTimeAndMemoryInProportion() throws IOException {
        Path found = RESOURCES.resolve("gradus/keras/ModelFilesFuzzTestInputs/hdf5");
        SplittableRandom random = new SplittableRandom(4);
        try (Stream<Path> newest = Files.list(found)) {
            for (Path seed : Stream.concat(
                            Stream.of("good.h5", "chunked.h5", "compressed.h5", "deep.h5", "cycle.h5")
                                    .map(RESOURCES.resolve("attacks")::resolve),
                            newest.sorted())
                    .toList()) {
                byte[] good = Files.readAllBytes(seed);
                for (int round = 0; round < 40; round++) {
                    byte[] changed = good.clone();
                    for (int i = 0; i <= round % 4; i++) {
                        changed[random.nextInt(changed.length)] = (byte) random.nextInt();
                    }
                    Files.write(file, changed);
                    assertBounded(seed + " " + round, 0, () -> {
                        try (Hdf5Reader reader = new Hdf5Reader("the file", changed)) {
                            for (String path : reader.paths()) {
                                reader.readAny(path);
                            }
                        }
                    });
                }
            }
        }
    }

    @Test
    void chunksLargerThanTheDataset_areRefused() throws IOException {
        byte[] content = Files.readAllBytes(RESOURCES.resolve("attacks/chunked.h5"));
        int chunk =
                new String(content, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("\2\0\0\0\2\0\0\0\4\0\0\0");
        assertThat(chunk).isPositive();
        content[chunk + 3] = 0x1f;
        content[chunk] = (byte) 0xf0;
        assertThatThrownBy(() -> new Hdf5Reader("w.h5", content).readAny("layers/dense/vars/0"))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining("is stored in chunks");
    }

    @Test
    void tooLittleMemory_isARefusal() throws IOException {
        Files.createFile(file);
        assertThatThrownBy(() -> ModelFileException.inFile(file, () -> {
                    throw new OutOfMemoryError("Java heap space");
                }))
                .isInstanceOf(ModelFileException.class)
                .hasMessageStartingWith(file + ": it needs more memory than there is, which is ");
    }

    /// Requires what the documentation promises of a file with so many layers, or of so many of something else.
    private void assertBounded(String what, int count, gradus.testing.FuzzBounds.Reading reading) throws IOException {
        long megabyte = 1 << 20;
        long size = Files.size(file);
        long mostBytes = 64 * megabyte + 16 * size + Math.min(count, 4096) * 64L * megabyte / 1000;
        long longest = 100 + 250L * Math.min(count, 4096) / 1000 + 50 * size / megabyte;
        long bytes = Long.MAX_VALUE;
        long milliseconds = Long.MAX_VALUE;
        // The first rounds load classes, and a busy machine adds time.
        for (int round = 0; round < 4 && (bytes > mostBytes || milliseconds > longest); round++) {
            long bytesBefore = THREADS.getCurrentThreadAllocatedBytes();
            long timeBefore = THREADS.getCurrentThreadCpuTime();
            try {
                reading.run();
            } catch (ModelFileException e) {
                assertThat(e.getMessage()).hasSizeLessThan(2000);
            }
            milliseconds = Math.min(milliseconds, (THREADS.getCurrentThreadCpuTime() - timeBefore) / 1_000_000);
            bytes = Math.min(bytes, THREADS.getCurrentThreadAllocatedBytes() - bytesBefore);
        }
        assertThat(bytes).as("bytes for " + what).isLessThanOrEqualTo(mostBytes);
        assertThat(milliseconds).as("milliseconds for " + what).isLessThanOrEqualTo(MARGIN * longest);
    }
}
