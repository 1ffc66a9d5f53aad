package gradus.cli;

import gradus.keras.Inspection;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `gradus inspect FILE`.
@Command(
        name = "inspect",
        description =
                "Shows the contents of a model, weights or checkpoint file without loading it: layers, arrays, notes.",
        mixinStandardHelpOptions = true)
final class InspectCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            description = "A file named .keras, .h5, .weights.h5, .safetensors or .checkpoint, or a folder of"
                    + " checkpoints.")
    private Path file = Path.of("");

    @Override
    public Integer call() throws IOException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        if (Files.isDirectory(file)) {
            CheckpointReport.folder(file, out);
            return 0;
        }
        if (file.toString().endsWith(".checkpoint")) {
            CheckpointReport.file(file, out);
            return 0;
        }
        Inspection found = Inspection.of(file);
        out.println(file + ": " + found.kind() + ", " + size(found.bytes()));
        found.facts().forEach((name, value) -> out.println(" " + name + ": " + value));
        if (!found.layers().isEmpty()) {
            List<List<String>> rows = new ArrayList<>();
            rows.add(List.of("layer", "class", "arguments"));
            found.layers().forEach(layer -> rows.add(List.of(layer.name(), layer.className(), layer.arguments())));
            out.println();
            Report.print(rows, out);
        }
        if (!found.tensors().isEmpty()) {
            List<List<String>> rows = new ArrayList<>();
            rows.add(List.of("array", "of", "shape", "type", "size"));
            long bytes = 0;
            for (Inspection.TensorLine tensor : found.tensors()) {
                rows.add(List.of(
                        tensor.path(),
                        tensor.owner(),
                        tensor.shape().toString(),
                        tensor.type().toLowerCase(Locale.ROOT),
                        size(tensor.bytes())));
                bytes += tensor.bytes();
            }
            out.println();
            Report.print(rows, out);
            out.println();
            out.println(" " + found.tensors().size() + " arrays, " + size(bytes));
        }
        return 0;
    }

    static String size(long bytes) {
        double scaled = bytes;
        String unit = "B";
        for (String next : List.of("kB", "MB", "GB", "TB")) {
            if (scaled >= 1000) {
                scaled /= 1000;
                unit = next;
            }
        }
        return unit.equals("B") ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", scaled, unit);
    }
}
