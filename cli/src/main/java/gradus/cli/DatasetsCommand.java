package gradus.cli;

import gradus.data.datasets.DatasetInfo;
import gradus.data.datasets.Datasets;
import gradus.data.datasets.Generator;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `gradus datasets`.
@Command(
        name = "datasets",
        description = "Lists the built-in data sets and generators.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        abbreviateSynopsis = true)
final class DatasetsCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("name", "rows", "features", "task", "licence"));
        for (DatasetInfo info : Datasets.all()) {
            rows.add(List.of(
                    info.name(),
                    String.format(Locale.ROOT, "%,d", info.rows()),
                    Integer.toString(info.features()),
                    info.task(),
                    info.licence().length() > 30 ? "see docs/data-sets.md" : info.licence()));
        }
        Report.print(rows, out);
        out.println();
        out.println("Made on demand, as in \"spiral(noise=0.1, samples=500, seed=7)\":");
        for (Generator generator : Generator.values()) {
            out.println("  " + generator.label() + ": " + generator.description());
        }
        return 0;
    }
}
