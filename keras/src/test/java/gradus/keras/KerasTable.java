package gradus.keras;

import gradus.registry.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The page of Keras's classes: which of them Gradus has, and why not the others. Whether it has one follows from the
/// registry.
final class KerasTable {
    static final Path PAGE = Path.of("../docs/keras.md");
    private static final Path CLASSES = Path.of("src/test/resources/keras-classes.json");
    private static final Path REASONS = Path.of("src/test/resources/keras-reasons.txt");
    private static final List<String> CALLBACKS = List.of("gradus.callbacks.", "gradus.callbacks.tensorboard.");

    /// Lines of reasons that were used.
    final Set<Reason> used = new HashSet<>();

    /// Why a class is there or not.
    record Reason(String kind, String names, String answer, String text) {}

    private record Row(String name, boolean has, String text) {}

    /// Writes the page. To be run in the folder of this module.
    public static void main(String[] arguments) throws IOException {
        Files.writeString(PAGE, new KerasTable().page());
    }

    static List<Reason> reasons() throws IOException {
        return Files.readAllLines(REASONS).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(" \\| "))
                .map(parts -> new Reason(parts[0], parts[1], parts[2], parts[3]))
                .toList();
    }

    String page() throws IOException {
        JsonNode classes = Json.parse(CLASSES.toString(), Files.readAllBytes(CLASSES));
        List<Reason> reasons = reasons();
        StringBuilder tables = new StringBuilder();
        int all = 0;
        int found = 0;
        for (Map.Entry<String, JsonNode> kind : classes.properties()) {
            if (kind.getValue().isArray()) {
                tables.append("\n## ").append(kind.getKey()).append("\n| Keras | here | |\n|---|---|---|\n");
                for (JsonNode name : kind.getValue()) {
                    Row row = row(kind.getKey(), name.stringValue(), reasons);
                    all++;
                    found += row.has() ? 1 : 0;
                    tables.append("| %s | %s | %s |\n".formatted(row.name(), row.has() ? "yes" : "no", row.text()));
                }
            }
        }
        return """
            # What of Keras is here

            Every public class of the kinds below in Keras %s, and whether Gradus has it: %d of %d. `KerasTable` in the tests of
            `keras` writes this page from the registry, `keras-classes.json` and `keras-reasons.txt`; a test compares it. Names in
            the third column are those of the [notation](command-line.md) and of `./gradus concepts`.

            Numbers, arguments and defaults are Keras's; where they differ, the concept's Javadoc says so. Focal losses compute
            from logits exactly, where Keras clips probabilities, so that a network that is confidently wrong still learns.

            `optimizer.exclude_from_weight_decay(var_names=["bias"])` is `Fit.parameterGroups(new ParameterGroup("bias[^/]*$", 1, 0))`
            here: the expression is searched for in `dense_1/bias`, Keras's word in `bias`. Seven optimizers of Keras are compared.

            `ScheduleFreeAdamW` goes on as Keras does on JAX. Keras 3.15.1 itself differs elsewhere (24 rows, rate 0.05, the same
            weights, losses of 3 epochs of one step: 5.1790, 4.1305, 3.6565 on JAX; 5.1790, 4.1305, 3.6980 on Torch and on
            TensorFlow run eagerly; 5.1790, 2.5902, 2.5696 on TensorFlow). There, `momentum_old = momentum.value` is the variable
            itself, which has changed by the time it is used; on TensorFlow, `momentum` also starts from 0, not from the weights,
            so the first step throws them away. An uninterrupted training and one that was saved and loaded are the same in each.

            Keras 3.16.0's own tests of losses, metrics, schedules, activations, regularizers and constraints have 694 numeric
            assertions that `assertions.py` in the tests of `keras` can record. 630 hold here (29 November 2026). 62 need what
            Gradus lacks or `KerasAssertions` cannot ask for: `Mean` and `Sum`, other axes, a weight for each element. Two differ:
            the metric `SparseCategoricalCrossentropy(ignore_class=…)` without weights divides by all rows in Keras, and by those
            that are left in Gradus, and in Keras with weights.

            Of 118 assertions about optimizers 100 hold; 6 of Adam's averages differ, whose first steps Keras computes in float32.
            Of 216 about layers, without tests of quantization, 102 hold and none differs; 92 are of classes that are not here.
            Of 215 in tests of callbacks, recorded on Torch, 111 are about what callbacks do that is done again here: stop, change the
            rate, save, compare, write a CSV file, call a function, go on after an interruption. All hold. 104 are about something
            else: 39 about saving between epochs, which `ModelCheckpoint` does not do, 13 about event files of a convolutional network,
            12 about what a saved file has, 8 about a backup in an epoch, after which Keras repeats its batches and Gradus does not, and
            32 about text that is printed, events outside a training, `raise_error` (`Fit.stopOnNan` here) and the like;
            `callback_runs.py` has the reason of each test. `TensorBoard`, `SwapEMAWeights` and `RemoteMonitor` have tests of their own.

            Models drawn at random from all concepts go from each version of Keras, on TensorFlow, through the command line and back
            (`concepts.py`, `command_line.py`; 30 November 2026). `train --from` trains 3 epochs. Keras then opens the file that
            Gradus saved. Predictions are within 1e-6, losses and metrics within 1e-5:

            | Keras | models | predict | evaluate | train | opened again, predicts | evaluates | trains on |
            |---|---|---|---|---|---|---|---|
            | 3.15.1 | 60 | 60 | 60 | 60 | 60 | 60 | 60 |
            | 3.12.0 | 62 | 62 | 62 | 62 | 62 | 62 | 62 |
            | 3.6.0 | 60 | 57 | 57 | 57 | 58 | 58 | 58 |
            | 3.0.5 | 60 | 58 | 58 | 51 | 59 | 59 | 52 |

            The older versions ran from their sources, 3.0.5 with a stand-in for dm-tree. Drawn models for
            3.0.5 have no frozen layers: it trains a layer that its file says is frozen.

            Of 120 models that `MadeModels` makes in Gradus, half with layers on several axes, half with indices turned back into
            texts and integers, Keras 3.15.1 and 3.12.0 open all and predict the same within 1e-5 (`made.py`). 3.6.0 does so with
            107, 3.0.5 with 75: `RMSNormalization` (13) came later, and so did `keepdims` of the operation `Argmax` (32) in 3.0.5.

            Three models are refused, one of them in both, because a mask would reach a batch normalization. One differs in both: a vocabulary
            ends with an empty word, which those versions keep and 3.15.1 drops, as Gradus does. Seven of 3.0.5 accumulate gradients, which it counts
            otherwise, so that how they train is not compared.

            Keras 3.15.1 names each operation; 3.6.0 and 3.0.5 refuse a name where an operation has a constructor of its own. Gradus leaves out
            names that Keras gives itself, but not those of outputs, nor where a layer has such a name. `Tversky` had an argument that came
            later, which is left out too.
            """.formatted(classes.path("keras").stringValue(), found, all) + tables;
    }

    private Row row(String kind, String name, List<Reason> reasons) {
        String notation = notation(kind, name);
        if (notation != null) {
            return new Row(name, true, notation);
        }
        for (Reason reason : reasons) {
            if (kind.matches(reason.kind()) && name.matches(reason.names())) {
                used.add(reason);
                return new Row(name, reason.answer().equals("yes"), reason.text());
            }
        }
        throw new IllegalStateException("no reason is given for " + kind + " " + name);
    }

    /// How a class is written here, or null if Gradus lacks it.
    private static @Nullable String notation(String kind, String name) {
        for (Registry<?> registry : Registry.all()) {
            Registry.Entry<?> entry = registry.find(name);
            boolean same = ("keras." + kind).equals(module(registry));
            if (same && entry != null && entry.module() != null) {
                return "`" + entry.notation() + "`";
            }
        }
        if (kind.equals("metrics") && WatchedLosses.lossOfMetric(name) != null) {
            return "`new LossMetric(new " + name.replace("LogCoshError", "LogCosh") + "())`";
        }
        return kind.equals("callbacks") && isClass(name) ? "`" + name + "`" : null;
    }

    private static @Nullable String module(Registry<?> registry) {
        List<@Nullable String> modules = new ArrayList<>();
        registry.entries().forEach(entry -> modules.add(entry.module()));
        return modules.stream().filter(module -> module != null).findFirst().orElse(null);
    }

    private static boolean isClass(String name) {
        for (String place : CALLBACKS) {
            try {
                Class.forName(place + name);
                return true;
            } catch (ClassNotFoundException e) {
                // Another package may have it.
            }
        }
        return false;
    }
}
