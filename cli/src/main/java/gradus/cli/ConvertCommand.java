package gradus.cli;

import gradus.Model;
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
            ".keras and .safetensors hold whole models, .weights.h5 weights alone, .h5 and .hdf5 are read only."
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
    public Integer call() {
        PrintWriter printer = Objects.requireNonNull(spec).commandLine().getOut();
        Model read = read();
        if (out.toString().endsWith(WEIGHTS)) {
            read.saveWeights(out);
        } else {
            read.save(out);
        }
        printer.println("Wrote " + out);
        boolean stateIsLost = read.isCompiled()
                && read.updater().steps() > 0
                && out.toString().endsWith(".safetensors");
        if (stateIsLost) {
            printer.println(
                    "Note: .safetensors has no room for the optimizer's state; training would start it afresh.");
        }
        return 0;
    }

    private Model read() {
        Path structure = model;
        if (structure == null) {
            if (in.toString().endsWith(WEIGHTS)) {
                throw new IllegalArgumentException(
                        in + " has weights only; name a file with the layers, as in --model model.keras");
            }
            return Models.load(in, spec).model();
        }
        Model layers = Models.load(structure, spec).model();
        layers.loadWeights(in, false);
        return layers;
    }
}
