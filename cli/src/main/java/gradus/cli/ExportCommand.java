package gradus.cli;

import gradus.Model;
import gradus.onnx.OnnxExporter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `gradus export MODEL`.
@Command(
        name = "export",
        description = "Writes a model as a file that other runtimes can run.",
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
    /// The formats that can be written.
    enum Format {
        /// For ONNX Runtime and its like.
        onnx
    }

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "MODEL", description = "A .keras, .h5 or .safetensors file.")
    private Path model = Path.of("");

    @Option(
            names = "--format",
            defaultValue = "onnx",
            description = "One of: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Format format = Format.onnx;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "File to write. Default: beside the model, with the ending of the format.")
    private @Nullable Path out;

    @Override
    public Integer call() throws IOException {
        PrintWriter terminal = Objects.requireNonNull(spec).commandLine().getOut();
        Path target = out == null ? beside(model, format) : out;
        OutputFile.requireOther(target, model);
        Model trained = Models.load(model, spec).model();
        OnnxExporter.export(trained, target);
        terminal.println("Wrote " + target + " (" + Files.size(target) + " bytes, ONNX opset " + OnnxExporter.OPSET
                + ", " + trained.parameterCount() + " weights)");
        return 0;
    }

    private static Path beside(Path model, Format format) {
        String name = model.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return model.resolveSibling((dot > 0 ? name.substring(0, dot) : name) + "." + format);
    }
}
