package gradus.keras;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.training.SavedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostileModelTest {
    private static final String INPUT =
            "{'class_name':'InputLayer','config':{'batch_shape':[null,3],'name':'x'},'name':'x','inbound_nodes':[]}";
    private static final String DENSE = "{'class_name':'Dense','config':{'name':'h','units':2}}";

    private final Path file;

    HostileModelTest(@TempDir Path folder) {
        file = folder.resolve("model.keras");
    }

    @Test
    void goodModel_isRead() throws IOException {
        write(sequential(INPUT, DENSE));
        SavedModel model = new KerasFormat().load(file);
        assertThat(model.parameters().values()).containsExactly(0, 1, 2, 3, 4, 5, 0, 0);
    }

    /// `%` stands for a good input layer, `$` for a good dense one.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "%,{'class_name':'Lambda','config':{'name':'l'}} | layer \"l\": no layer is named \"Lambda\"; there"
                        + " are",
                "%,{'class_name':'java.lang.Runtime','config':{'name':'l'}} | layer \"l\": no layer is named",
                "%,{'module':'os','class_name':'function','config':'system'} | layer \"\": no layer is named"
                        + " \"function\"",
                "%,$,$ | two layers are named \"h\"",
                "%,{'class_name':'Dense','config':{'name':'../../h','units':2}} | a layer name must have 1 to 1000",
                "%,{'class_name':'Dense','config':{'units':500000000}} | the weights do not fit the model: its layers"
                        + " need",
                "%,{'class_name':'Dense','config':{'units':1e30}} | layer \"\" (Dense): units must be a whole number",
                "%,{'class_name':'Dense','config':{'name':'h','units':-2}} | layer \"h\": Dense.units must be at least"
                        + " 1",
                "%,{'class_name':'Dense','config':{'name':'h'}} | layer \"h\" (Dense) must have \"units\"",
                "%,{'class_name':'Dense','config':{'name':'h','units':3}} | the weights do not fit the model: layer"
                        + " \"h\": kernel",
                "%,$,{'class_name':'Dense','config':{'name':'o','units':2}} | the weights do not fit the model: layer"
                        + " \"o\"",
                "%,{'class_name':'Dense','config':{'name':'h','units':2,'dtype':'float16'}} | layer \"h\" computes in",
                "%,{'class_name':'Dense','config':{'units':2,'activation':'boom'}} | layer \"\" (Dense): activation:"
                        + " no",
                "%,{'class_name':'Dense','config':{'units':2,'bias_initializer':'x'}} | layer \"\" (Dense): bias_initi",
                "% | a Sequential model must start with an input and have at least one layer after it",
                "$ | the model was saved before it was built",
                "{'class_name':'InputLayer','config':{'batch_shape':[null,null]}},$ | layer \"\" must have a shape",
                "{'class_name':'InputLayer','config':{'batch_shape':[null,0]}},$ | Shape dimensions must be at least 1",
                "7 | the first layer must have a text \"class_name\", got nothing",
            })
    void hostileChains_areRefused(String layers, String message) throws IOException {
        write(sequential(layers.replace("%", INPUT).replace("$", DENSE)));
        assertRefused(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[['b',0,0]] | ['x',0,0] | [['b',0,0]] | the graph has a cycle at the layers b, a",
                "[['none',0,0]] | ['x',0,0] | [['a',0,0]] | layer \"a\" refers to [\"none\",0,0], which does not exist",
                "[['x',1,0]] | ['x',0,0] | [['a',0,0]] | layer \"a\" refers to [\"x\",1,0], which does not exist",
                "[['x',0,0]] | ['a',0,0] | [['a',0,0]] | input_layers names a layer that is not an InputLayer",
                "[['x',0,0]] | ['x',0,0] | [] | the model has no output_layers",
                "[] | ['x',0,0] | [['a',0,0]] | layer \"a\" is applied to nothing",
            })
    void hostileGraphs_areRefused(String inputs, String inputLayers, String outputLayers, String message)
            throws IOException {
        write("{'class_name':'Functional','config':{'layers':[" + INPUT
                + ",{'class_name':'Dense','config':{'name':'a','units':2},'name':'a','inbound_nodes':[" + inputs + "]}"
                + ",{'class_name':'Dense','config':{'name':'b','units':2},'name':'b','inbound_nodes':[[['a',0,0]]]}"
                + "],'input_layers':" + inputLayers + ",'output_layers':" + outputLayers + "}}");
        assertRefused(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'loss':'none_such' | the loss: no loss is named \"none_such\"; there are MeanSquaredError,",
                "'loss':'mse','optimizer':{'class_name':'Sgdd','config':{}} | the optimizer: no optimizer is named"
                        + " \"Sgdd\"",
                "'loss':'mse','optimizer':{'class_name':'SGD','config':{'learning_rate':-1}} | learningRate must be",
                "'loss':'mse','optimizer':{'class_name':'SGD','config':{'clipnorm':-1}} | the optimizer: clipNorm must"
                        + " be",
                "'loss':'mse','optimizer':{'class_name':'SGD','config':{'look_ahead':2}} | the optimizer (SGD)"
                        + " has",
                "'loss':['mse','mse'] | loss has 2 entries for a model with 1 outputs",
                "'loss':'mse','loss_weights':['x'] | a loss weight must be a number, got \"x\"",
                "'loss':'mse','metrics':['none_such'] | a metric: no metric is named \"none_such\"; there are"
                        + " Accuracy,",
            })
    void hostileCompilations_areRefused_butNotWithoutThem(String compilation, String message) throws IOException {
        write(sequential(INPUT + "," + DENSE).replaceFirst("}$", ",'compile_config':{" + compilation + "}}"));
        assertRefused(message);
        assertThat(new KerasFormat().load(file, false).compilation()).isNull();
    }

    @Test
    void otherModels_areRefused() throws IOException {
        write("{'class_name':'MyModel','config':{}}");
        assertRefused(
                "the model is of the class \"MyModel\"; only Sequential and Functional models, and FeatureSpaces can"
                        + " be read");
        write("[]");
        assertRefused("config.json must have a text \"class_name\", got nothing");
    }

    @Test
    void hostileJson_isRefused() throws IOException {
        write("[".repeat(200) + "]".repeat(200));
        assertRefused("config.json is not JSON that can be read: Document nesting depth (101) exceeds the maximum");
        write("{'a':1,'a':2}");
        assertRefused("config.json is not JSON that can be read: Duplicate Object property \"a\"");
        write("{'a':1}{");
        assertRefused("config.json is not JSON that can be read: Trailing token");
        write("{'a':");
        assertRefused("config.json is not JSON that can be read: Unexpected end-of-input");
        write("{'a':" + "9".repeat(5000) + "}");
        assertRefused("config.json is not JSON that can be read: Number value length (5000) exceeds the maximum");
    }

    @Test
    void manyLayers_areRefused() throws IOException {
        write(sequential(INPUT, (DENSE + ",").repeat(5000) + DENSE));
        assertRefused("the model has more than 4096 layers");
    }

    @Test
    void missingMembers_areNamed() throws IOException {
        writeMembers(Map.of("config.json", "{}".getBytes(UTF_8), "x", new byte[1]));
        assertRefused("config.json must have a text");
        writeMembers(Map.of("config.json", json(sequential(INPUT, DENSE))));
        assertRefused("it has no member model.weights.h5; a .keras file needs config.json and model.weights.h5, this");
        writeMembers(Map.of("x", new byte[1]));
        assertRefused("it has no member config.json");
    }

    @Test
    void changedNumbers_areDetectedByTheirChecksum() throws IOException {
        byte[] own = json("{'sha256':{'layers/dense/vars/0':'00','layers/dense/vars/1':'00'}}");
        writeMembers(new TreeMap<>(Map.of(
                "config.json", json(sequential(INPUT, DENSE)), "gradus.json", own, "model.weights.h5", weights())));
        assertRefused("the file is damaged: the numbers of layers/dense/vars/0 do not match their checksum");
    }

    @Test
    void everyBitFlip_isDetectedOrHarmless() throws IOException {
        KerasFormat format = new KerasFormat();
        format.save(format.load(Fixtures.file("layers/dense")), file);
        SavedModel good = format.load(file);
        byte[] bytes = Files.readAllBytes(file);
        Path flipped = file.resolveSibling("flipped.keras");
        // Every 37th bit: all bits in turn come up, at different bytes.
        for (int bit = 0; bit < 8 * bytes.length; bit += 37) {
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(flipped, bytes);
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                SavedModel read = format.load(flipped);
                assertThat(read.parameters().values())
                        .as("bit %s", bit)
                        .containsExactly(good.parameters().values());
                assertThat(read.graph().layers().stream()
                                .map(entry -> entry.layer().toString())
                                .toList())
                        .isEqualTo(good.graph().layers().stream()
                                .map(entry -> entry.layer().toString())
                                .toList());
            } catch (ModelFileException e) {
                assertThat(e.getMessage()).startsWith(flipped.toString());
            }
        }
    }

    @Test
    void truncatedFiles_areRefused() throws IOException {
        byte[] bytes = Files.readAllBytes(Fixtures.file("layers/dense"));
        for (int length = 0; length < bytes.length; length += 97) {
            Files.write(file, java.util.Arrays.copyOf(bytes, length));
            assertRefused("it is not a zip archive, or its end is missing");
        }
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> new KerasFormat().load(file))
                .isInstanceOf(ModelFileException.class)
                .hasMessageStartingWith(file + ": " + message);
    }

    private static String sequential(String... layers) {
        return "{'class_name':'Sequential','config':{'name':'m','layers':[" + String.join(",", layers) + "]}}";
    }

    private void write(String config) throws IOException {
        writeMembers(new TreeMap<>(Map.of("config.json", json(config), "model.weights.h5", weights())));
    }

    private void writeMembers(Map<String, byte[]> members) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (String name : List.copyOf(members.keySet())) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(members.getOrDefault(name, new byte[0]));
                zip.closeEntry();
            }
        }
    }

    private static byte[] json(String text) {
        return text.replace('\'', '"').getBytes(UTF_8);
    }

    private static byte[] weights() throws IOException {
        return Files.readAllBytes(Path.of("src/test/resources/attacks/good.h5"));
    }
}
