package gradus.lab.lessons;

import gradus.data.tables.CsvOptions;
import gradus.experiment.Experiment;
import gradus.experiment.NetworkOptions;
import gradus.experiment.Option;
import gradus.experiment.Settings;
import gradus.experiment.TrainingOptions;
import gradus.experiment.comparisons.Comparison;
import gradus.experiment.comparisons.Level;
import gradus.lab.comparisons.Commands;
import gradus.lab.comparisons.Comparisons;
import gradus.lab.comparisons.LabLink;
import gradus.lab.comparisons.LiveComparison;
import gradus.lab.messages.ComparisonMessages.Begun;
import gradus.lab.messages.ComparisonMessages.LessonTitle;
import gradus.lab.messages.ComparisonMessages.LessonView;
import gradus.lab.server.Part;
import gradus.lab.server.Routes;
import gradus.lab.server.Visitor;
import io.helidon.webserver.http.ServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The page of the lessons.
public final class LessonsPart implements Part {
    static final String PAGE = "/lessons#";

    private final Function<ServerRequest, Comparisons> comparisons;

    /// Lessons run as comparisons do.
    ///
    /// @param comparisons those that a request means
    public LessonsPart(Function<ServerRequest, Comparisons> comparisons) {
        this.comparisons = comparisons;
    }

    @Override
    public void routes(Routes routes) {
        routes.guests(this::shared);
    }

    private void shared(Routes routes) {
        String folder = "/gradus/lab/page/";
        routes.page("/lessons", folder + "lessons.html");
        List.of("lessons.js", "choices.js", "quiz.js", "lessons.css", "reading.css", "question.css", "sheet.css")
                .forEach(name -> routes.page("/" + name, folder + name));
        routes.get("/api/lessons", request -> titles())
                .get("/api/lessons/{id}", request -> {
                    Lesson lesson = lesson(request);
                    Visitor.of(request).goesTo(PAGE + lesson.id());
                    return view(lesson);
                })
                .post("/api/lessons/{id}/run", request -> new Begun(run(comparisons.apply(request), lesson(request))));
    }

    private static Lesson lesson(ServerRequest request) {
        return Lessons.get(request.path().pathParameters().get("id"));
    }

    private static int run(Comparisons comparisons, Lesson lesson) {
        return comparisons
                .begin(new LiveComparison.Question(
                        lesson.comparison(), lesson.charts(), lesson.claims(), command(lesson)))
                .id();
    }

    private static String command(Lesson lesson) {
        return Commands.of(
                lesson.comparison(), lesson.comparison().base().data().source());
    }

    private static List<LessonTitle> titles() {
        return Lessons.all().stream()
                .map(lesson -> new LessonTitle(lesson.id(), lesson.title(), lesson.topic()))
                .toList();
    }

    private static LessonView view(Lesson lesson) {
        Comparison comparison = lesson.comparison();
        Settings base = comparison.base();
        List<Level> levels = comparison.levels(Experiment.of(base, new CsvOptions()));
        return new LessonView(
                lesson.id(),
                lesson.title(),
                lesson.topic(),
                lesson.ask(),
                Prediction.of(lesson).choices(),
                facts(comparison, levels),
                comparison.runs(),
                command(lesson),
                lesson.why(),
                LabLink.of(levels.getFirst().settings()));
    }

    private static String text(Option<Settings, ?> option, Settings settings) {
        return Objects.requireNonNullElse(option.text(settings), option.usual());
    }

    /// What will be run, for those who want to know exactly.
    private static List<List<String>> facts(Comparison comparison, List<Level> levels) {
        Settings base = comparison.base();
        List<List<String>> facts = new ArrayList<>();
        facts.add(List.of("Data", base.data().source()));
        facts.add(List.of("Hidden layers", text(NetworkOptions.LAYERS, base)));
        facts.add(List.of("Optimizer", text(TrainingOptions.OPTIMIZER, base)));
        facts.add(List.of("Batch", text(TrainingOptions.BATCH, base).replace("all", "all rows")));
        facts.add(List.of("Epochs", text(TrainingOptions.EPOCHS, base)));
        facts.add(List.of(
                "Levels",
                levels.stream()
                        .map(level -> level.name() + " ("
                                + level.choices().entrySet().stream()
                                        .map(choice -> choice.getKey() + "=" + choice.getValue())
                                        .collect(Collectors.joining(", "))
                                + ")")
                        .collect(Collectors.joining("; "))));
        facts.add(List.of(
                "Seeds",
                comparison.seeds() + " a level; runs of one seed share the rows and, where they can, the first weights"
                        + " and the batches"));
        boolean oneRate = levels.stream()
                        .map(level -> text(TrainingOptions.OPTIMIZER, level.settings()))
                        .distinct()
                        .count()
                == 1;
        if (comparison.tune() != null) {
            facts.add(List.of("Tuned", comparison.tune() + ", for every level by itself, with 3 other seeds"));
        } else if (oneRate) {
            facts.add(List.of(
                    "Learning rate",
                    "the same for every level, so that only one thing differs; a level may gain by a rate of its own:"
                            + " tune it on the Compare page"));
        }
        return facts;
    }
}
