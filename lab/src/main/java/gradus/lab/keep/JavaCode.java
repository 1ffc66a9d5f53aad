package gradus.lab.keep;

import gradus.Fit;
import gradus.GradientDescent;
import gradus.Model;
import gradus.Sequential;
import gradus.data.Dataset;
import gradus.data.datasets.Data;
import gradus.data.datasets.LoadedData;
import gradus.data.datasets.PreparedData;
import gradus.data.tables.CsvOptions;
import gradus.experiment.Experiment;
import gradus.experiment.Recipe;
import gradus.experiment.Settings;
import gradus.lab.messages.KeptRun;
import gradus.layers.Input;
import gradus.math.RandomStream;
import gradus.problems.Counts;
import gradus.problems.Standardization;
import gradus.problems.TargetTransform;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The network of a run and its training as a Java program.
final class JavaCode {
    private final Settings settings;
    private final KeptRun kept;
    private final Experiment experiment;
    private final JavaSource java = new JavaSource();

    private JavaCode(Settings settings, KeptRun kept) {
        this.settings = settings;
        this.kept = kept;
        experiment = Experiment.of(settings, new CsvOptions());
    }

    /// Writes it.
    ///
    /// @param kept how far the run came
    static String of(Settings settings, KeptRun kept) {
        return new JavaCode(settings, kept).write();
    }

    private String write() {
        Recipe recipe = experiment.recipe();
        String body = data()
                + """
                        Model model = Sequential.of(
                %s)
                                .seed(%s);
                        model.compile(%s, %s);
                        model.fit(train, %s);
                        System.out.println("weights " + model.weightsSha256());
                """.formatted(
                        Stream.concat(Stream.of(new Input(recipe.schema().inputShape())), recipe.layers().stream())
                                .map(layer -> " ".repeat(16) + java.of(layer))
                                .collect(Collectors.joining(",\n")),
                        java.of(settings.seed()),
                        java.of(recipe.optimizer()),
                        java.of(recipe.loss()),
                        fit(recipe));
        List.of(Data.class, Fit.class, LoadedData.class, Model.class, PreparedData.class, Sequential.class)
                .forEach(java::type);
        return """
                %s
                /// Made by the lab: the same network, trained in the same way.
                public class Run {
                    public static void main(String[] arguments) {
                %s    }
                }
                """.formatted(java.imports(), body);
    }

    private String data() {
        boolean upload = kept.settings().data().kind().equals("upload");
        List<String> targets = settings.data().targets();
        return """
                        LoadedData data = Data.open(%s);
                        PreparedData rows = data.prepare(
                                data.defaults()%s, %s, 0, %s.of(%s).derive("split"));
                """.formatted(
                                java.of(upload ? "data.csv" : settings.data().source()),
                                targets.isEmpty() ? "" : ".targets(" + java.of(targets) + ")",
                                settings.data().validation(),
                                java.type(RandomStream.class),
                                java.of(settings.seed()))
                + sets();
    }

    /// The rows as the network learns them: the targets of a regression standardized, or counts.
    private String sets() {
        java.type(Dataset.class);
        boolean validated = experiment.data().validation() != null;
        TargetTransform transform = experiment.targetTransform();
        if (!(transform instanceof Standardization || transform instanceof Counts)) {
            return line("Dataset train = rows.train();") + (validated ? line("Dataset held = rows.validation();") : "");
        }
        String encoded = "Dataset.of(rows.%1$s().input(), units.encode(rows.%1$s().target()));";
        String kind = java.type(transform.getClass());
        return line(kind + " units = " + kind + ".of(rows.train().target());")
                + line("Dataset train = " + encoded.formatted("train"))
                + (validated ? line("Dataset held = " + encoded.formatted("validation")) : "");
    }

    private static String line(String statement) {
        return " ".repeat(8) + statement + "\n";
    }

    private String fit(Recipe recipe) {
        String batch = recipe.batch() instanceof GradientDescent.MiniBatch mini
                ? ".batchSize(" + mini.size() + ")"
                : ".gradientDescent(" + java.type(GradientDescent.class) + ".batch())";
        return "Fit.epochs(" + kept.epochs() + ")" + batch
                + (experiment.data().validation() == null ? "" : ".validation(held)");
    }
}
