package gradus.keras;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Operations in files that attack whoever loads them: each is refused in one sentence, soon and in little memory.
class OperationAttackTest {
    private static final String TENSOR =
            "{'class_name':'__keras_tensor__','config':{'shape':[null,4],'dtype':'float32','keras_history':['x',0,0]}}";

    private final Path file;

    OperationAttackTest(@TempDir Path folder) {
        file = folder.resolve("model.keras");
    }

    /// `X` is the input, of 4 numbers; `[*n]` are n nested lists; `SLICE` is `:`.
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            delimiter = '|',
            value = {
                "Repeat|'repeats':2147483647,'axis':1|X|at most 2147483647 long",
                "Repeat|'repeats':600000000,'axis':-1|X|at most 2147483647 long",
                "Repeat|'repeats':-1,'axis':1|X|Repeat.repeats",
                "Repeat|'repeats':2,'axis':2147483647|X|axis",
                "Repeat|'repeats':99999999999,'axis':1|X|repeats",
                "Reshape|'newshape':[-1,2147483647,2147483647]|X|Reshape",
                "Reshape|'newshape':[-1,65536,65536]|X|Reshape",
                "Reshape|'newshape':[-1,-1,-1]|X|Reshape",
                "Reshape|'newshape':[]|X|newshape",
                "Reshape|'newshape':[[-1]]|X|newshape",
                "Transpose|'axes':[0,1,2147483647]|X|Transpose",
                "Transpose|'axes':[0,0]|X|Transpose",
                "ExpandDims|'axis':-2147483648|X|axis",
                "Squeeze|'axis':2147483647|X|axis",
                "Roll|'shift':99999999999|X|shift",
                "Moveaxis|'source':2147483647,'destination':-2147483648|X|Moveaxis",
                "Swapaxes|'axis1':7,'axis2':-9|X|Swapaxes",
                "Sum|'axis':[1,1,1,1],'keepdims':false|X|each axis once",
                "Sum|'axis':2147483647,'keepdims':false|X|needs an axis",
                "Add||X,'x'|Add",
                "Add||X,[[1,2],[3]]|Add",
                "Add||X,[1,2,3]|Add",
                "Add||X,[]|Add",
                "Add||X,[*60]|Add",
                "Add||X,[*900]|nest",
                "Add||X,{'class_name':'__numpy__','config':{'value':[1,2,3],'dtype':'object'}}|Add",
                "Add||1,2|Add",
                "Add||X,null|Add",
                "GetItem||X,['a']|whole numbers",
                "GetItem||X,[[[[1]]]]|whole numbers",
                "GetItem||X,[SLICE,4]|takes index 4",
                "GetItem||X,[SLICE,-2147483648]|GetItem",
                "GetItem||X,[SLICE,99999999999]|whole numbers",
                "GetItem||X,[SLICE,{'class_name':'__slice__','config':{'start':3,'stop':1,'step':null}}]|takes nothing",
                "GetItem||X,[SLICE,{'class_name':'__slice__','config':{'start':null,'stop':null,'step':0}}]|step of 0",
                "GetItem||X,[SLICE,{'class_name':'__slice__','config':{'start':1e99,'stop':null,'step':1}}]|whole",
                "GetItem||X,[SLICE,{'class_name':'__slice__','config':{}}]|whole numbers",
                "GetItem||X,[0]|GetItem.key must begin",
                "GetItem||X|whole numbers",
                "Clip|'x_min':'a','x_max':1|X|x_min",
                "Cast|'dtype':'complex999'|X|dtype",
                "Matmul||X,[[1,2],[3,4]]|Matmul",
                "Where||X|Where",
                "Sum||X|must have",
                "os.system||X|os.system"
            })
    void attack_isRefusedSoonAndInLittleMemory(
            String operation, @Nullable String config, String operands, String message) throws IOException {
        String given = operands.replace("[*60]", "[".repeat(60) + "1" + "]".repeat(60))
                .replace("[*900]", "[".repeat(900) + "1" + "]".repeat(900))
                .replace("SLICE", "{'class_name':'__slice__','config':{'start':null,'stop':null,'step':null}}")
                .replace("X", TENSOR);
        String name = config == null ? "'name':'y'" : "'name':'y'," + config;
        String json = "{'class_name':'Functional','config':{'layers':[{'class_name':'InputLayer','config':"
                + "{'batch_shape':[null,4],'name':'x'},'name':'x','inbound_nodes':[]},{'module':'keras.src.ops.numpy',"
                + "'class_name':'" + operation + "','config':{" + name + "},'name':'y','inbound_nodes':[{'args':["
                + given + "],'kwargs':{}}]}],'input_layers':[['x',0,0]],'output_layers':[['y',0,0]]}}";
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("config.json"));
            zip.write(json.replace('\'', '"').getBytes(UTF_8));
            zip.closeEntry();
            zip.putNextEntry(new ZipEntry("model.weights.h5"));
            zip.write(Files.readAllBytes(Path.of("src/test/resources/attacks/good.h5")));
            zip.closeEntry();
        }
        assertThatThrownBy(() -> new KerasFormat().load(file))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining(message);
        FuzzBounds.hold(() -> new KerasFormat().load(file));
    }
}
