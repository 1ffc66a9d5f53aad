package gradus.cli;

import gradus.data.tables.Schema;
import gradus.experiment.TrainedModel;
import gradus.registry.Notation;
import gradus.registry.Registry;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `gradus summary MODEL`.
@Command(
        name = "summary",
        description = "Shows the layers and the data of a saved model.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        abbreviateSynopsis = true)
final class SummaryCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "MODEL", description = "A .keras, .h5 or .safetensors file.")
    private Path model = Path.of("");

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        TrainedModel trained = Models.load(model, spec);
        out.print(trained.model().summary());
        if (trained.model().isCompiled()) {
            var compilation = trained.model().compilation();
            out.println(" Optimizer: " + Notation.write(Registry.OPTIMIZERS, compilation.optimizer()));
            compilation.losses().forEach(loss -> out.println(" Loss: " + Notation.write(Registry.LOSSES, loss)));
        }
        Schema known = trained.schema();
        if (known != null) {
            out.println(" Task: " + known.target().task().row());
            out.println(" From: " + String.join(", ", shortened(known)));
            out.println(" Predicts: " + String.join(", ", known.target().columns())
                    + (known.target().labels().isEmpty()
                            ? ""
                            : " (" + String.join(", ", known.target().labels()) + ")"));
        }
        out.println(" Weights SHA-256: " + trained.model().weightsSha256());
        return 0;
    }

    private static java.util.List<String> shortened(Schema known) {
        var names = known.featureNames();
        int most = 12;
        if (names.size() <= most) {
            return names;
        }
        var first = new java.util.ArrayList<>(names.subList(0, most));
        first.add("… " + (names.size() - most) + " more");
        return first;
    }
}
