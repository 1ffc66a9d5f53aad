package gradus.cli;

import gradus.training.ModelFormats;
import gradus.training.SavedModel;
import gradus.training.WeightsFormat.Weights;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `gradus convert IN OUT`.
@Command(
        name = "convert",
        description = {
            "Writes a model, or its weights, in another format. File endings select the formats:",
            ".keras and .safetensors hold whole models, .weights.h5 weights alone, .h5 is read only."
        },
        mixinStandardHelpOptions = true)
final class ConvertCommand implements Callable<Integer> {
    private static final String WEIGHTS = ".weights.h5";

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(index = "0", paramLabel = "IN", description = "The file to read.")
    private Path in = Path.of("");

    @Parameters(index = "1", paramLabel = "OUT", description = "The file to write.")
    private Path out = Path.of("");

    @Option(names = "--model", paramLabel = "MODEL", description = "A file with the layers, if IN has weights only.")
    private @Nullable Path model;

    @Override
    public Integer call() throws IOException {
        PrintWriter printer = Objects.requireNonNull(spec).commandLine().getOut();
        SavedModel read = read();
        if (out.toString().endsWith(WEIGHTS)) {
            ModelFormats.weightsOf(out).save(read, out);
        } else {
            ModelFormats.of(out).save(read, out);
        }
        printer.println("Wrote " + out);
        boolean stateIsLost = read.optimizerState() != null && out.toString().endsWith(".safetensors");
        if (stateIsLost) {
            printer.println(
                    "Note: .safetensors has no room for the optimizer's state; training would start it afresh.");
        }
        return 0;
    }

    private SavedModel read() throws IOException {
        Path structure = model;
        if (structure == null) {
            if (in.toString().endsWith(WEIGHTS)) {
                throw new IllegalArgumentException(
                        in + " has weights only; name a file with the layers, as in --model model.keras");
            }
            return ModelFormats.of(in).load(in);
        }
        SavedModel layers = ModelFormats.of(structure).load(structure);
        Weights weights = ModelFormats.weightsOf(in).load(layers, in, false);
        System.arraycopy(weights.values(), 0, layers.parameters().values(), 0, weights.values().length);
        return new SavedModel(
                layers.graph(), layers.parameters(), layers.compilation(), weights.optimizerState(), layers.notes());
    }
}
