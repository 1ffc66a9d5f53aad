package gradus.cli;

import gradus.data.tables.Schema;
import gradus.experiment.Json;
import gradus.experiment.Judgement;
import gradus.experiment.RowBlocks;
import gradus.experiment.TrainedModel;
import gradus.experiment.TrainingOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `gradus evaluate MODEL DATA`.
@Command(
        name = "evaluate",
        description = "Evaluates a trained model on rows with known targets.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        abbreviateSynopsis = true)
final class EvaluateCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(index = "0", paramLabel = "MODEL", description = "A .keras, .h5 or .safetensors file.")
    private Path model = Path.of("");

    @Parameters(
            index = "1",
            paramLabel = "DATA",
            description = "A name, a file or a folder, as for train. Uses the test part if there is one.")
    private String data = "";

    @Option(names = "--json", description = "Print one JSON object as the last line of standard output.")
    private boolean json;

    @Option(names = "--loss", paramLabel = "TEXT", description = "Evaluate with this loss, not that of the model.")
    private @Nullable String loss;

    @Option(
            names = "--quantiles",
            paramLabel = "LEVELS",
            description = "Judge these quantiles of numbers (default: 0.1,0.5,0.9, where the model has them).")
    private @Nullable String levels;

    @Mixin
    private TableArguments chosen = new TableArguments();

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        TrainedModel trained = Models.load(model, spec);
        if (loss != null) {
            trained.judgeBy(Objects.requireNonNull(TrainingOptions.LOSS.values().parse("--loss", loss)));
        }
        if (levels != null) {
            trained.judgeQuantiles(Quantiles.of(trained, levels).levels());
        }
        Judgement judgement;
        Schema known;
        String name;
        try (RowBlocks rows = trained.rows(data, chosen.csv(), chosen::over, true)) {
            judgement = trained.judge(rows);
            known = rows.schema();
            name = rows.name();
            Report.notes(
                    rows.notes(), Objects.requireNonNull(spec).commandLine().getErr());
        }
        List<List<String>> table = new ArrayList<>();
        judgement.metrics().forEach((metric, value) -> table.add(List.of(metric, Report.number(value))));
        out.printf(Locale.ROOT, "%s on %,d rows of %s%n%n", model, judgement.rows(), name);
        Report.print(table, out);
        Report.judged(known, judgement, out);
        if (json) {
            Map<String, Object> result = new LinkedHashMap<>();
            if (trained.schema() != null) {
                result.put("task", known.target().task().name().toLowerCase(Locale.ROOT));
            }
            result.put("rows", judgement.rows());
            result.put("metrics", judgement.metrics());
            out.println(Json.line(result));
        }
        return 0;
    }
}
