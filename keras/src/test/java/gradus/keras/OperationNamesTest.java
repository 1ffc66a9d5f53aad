package gradus.keras;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Which operations keep their names in files. Keras 3.0.5 and 3.6 refuse a name where an operation has arguments.
class OperationNamesTest {
    private final ArrayNode layers = Json.array();

    private void add(String module, String className, String name) {
        ObjectNode layer = layers.addObject();
        layer.put("module", module).put("class_name", className).put("name", name);
        layer.putObject("config").put("name", name);
    }

    private List<String> named(String... outputs) {
        OperationNames.leaveOut(layers, Set.of(outputs));
        List<String> names = new ArrayList<>();
        for (JsonNode layer : layers) {
            if (layer.path("config").has("name")) {
                names.add(layer.path("name").stringValue());
            }
        }
        return names;
    }

    @Test
    void nameThatKerasGives_isLeftOut() {
        add("keras.src.ops.numpy", "Stack", "stack");
        add("keras.src.ops.numpy", "Stack", "stack_3");
        add("keras.src.ops.numpy", "Tanh", "tanh");
        add("keras.src.ops.nn", "LogSoftmax", "log_softmax_1");
        assertThat(named()).isEmpty();
    }

    @Test
    void nameThatSomebodyChose_remains() {
        add("keras.src.ops.numpy", "Stack", "pair");
        assertThat(named()).containsExactly("pair");
    }

    @Test
    void nameOfAnOutput_remains_becauseLossesAreAssignedByIt() {
        add("keras.src.ops.numpy", "Max", "max");
        assertThat(named("max")).containsExactly("max");
    }

    @Test
    void nameOfWhichALayerHasTheOrigin_remains_becauseKerasCouldGiveThatOfTheLayer() {
        add("keras.layers", "Softmax", "softmax");
        add("keras.src.ops.nn", "Softmax", "softmax_1");
        add("keras.src.ops.numpy", "Max", "max");
        assertThat(named()).containsExactly("softmax", "softmax_1");
    }
}
