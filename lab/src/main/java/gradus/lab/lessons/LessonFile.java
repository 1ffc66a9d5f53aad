package gradus.lab.lessons;

import static gradus.internal.Require.require;

import gradus.experiment.Settings;
import gradus.experiment.claims.Claim;
import gradus.experiment.comparisons.Comparison;
import gradus.experiment.comparisons.Design;
import gradus.experiment.comparisons.Factor;
import gradus.experiment.comparisons.Variation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How a lesson is written down: lines of `name: value`, then the question, then the explanation, with lines of `---`
/// between them. `docs/lessons.md` describes it.
final class LessonFile {
    /// What every run of a lesson has in common unless the file says otherwise: no rows for a test, no early end.
    private static final Map<String, String> USUAL =
            Map.of("validation", "0.3", "test", "0", "patience", "0", "seeds", "8", "charts", "val_loss");

    private static final Set<String> LISTS = Set.of("level", "claim");
    private static final Set<String> OWN =
            Set.of("title", "topic", "data", "seeds", "tune", "measure", "reach", "charts");

    private final String id;
    private final Map<String, String> values = new LinkedHashMap<>(USUAL);
    private final Map<String, List<String>> lists = new LinkedHashMap<>();

    private LessonFile(String id) {
        this.id = id;
    }

    /// Reads a lesson.
    ///
    /// @param id the name of the file
    /// @throws IllegalArgumentException if it is not written as a lesson is, with what is wrong
    static Lesson read(String id, String text) {
        String[] parts = text.split("(?m)^---\\s*$", -1);
        require(
                parts.length == 3,
                "lesson %s needs three parts with lines of --- between them, got %s",
                id,
                parts.length);
        LessonFile file = new LessonFile(id);
        parts[0].lines().filter(line -> !line.isBlank()).forEach(file::take);
        return file.lesson(parts[1], parts[2]);
    }

    /// The settings that lines of `name: value` say, with those that all lessons have in common.
    ///
    /// @param id the name of the file, for messages
    static Settings settings(String id, String lines) {
        LessonFile file = new LessonFile(id);
        lines.lines().forEach(file::take);
        return file.settings();
    }

    private void take(String line) {
        int colon = line.indexOf(':');
        require(colon > 0, "lesson %s: a line is written as name: value, got \"%s\"", id, line);
        String name = line.substring(0, colon).strip();
        String value = line.substring(colon + 1).strip();
        if (LISTS.contains(name)) {
            lists.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
        } else {
            values.put(name, value);
        }
    }

    private Lesson lesson(String ask, String why) {
        List<Lesson.Choice> choices = new ArrayList<>();
        StringBuilder question = new StringBuilder();
        for (String line : ask.lines().toList()) {
            if (line.startsWith("( ) ") || line.startsWith("(x) ")) {
                choices.add(new Lesson.Choice(Prose.line(line.substring(4)), line.startsWith("(x)")));
            } else {
                question.append(line).append('\n');
            }
        }
        return new Lesson(
                id,
                value("title"),
                value("topic"),
                Prose.html(question.toString()),
                choices,
                comparison(),
                List.of(value("charts").split(" ", -1)),
                lists.getOrDefault("claim", List.of()).stream()
                        .map(Claim::parse)
                        .toList(),
                Prose.html(why));
    }

    private Comparison comparison() {
        List<String> names = new ArrayList<>();
        List<Map<String, String>> bundles = new ArrayList<>();
        for (String level : lists.getOrDefault("level", List.of())) {
            int bar = level.indexOf('|');
            require(
                    bar > 0,
                    "lesson %s: a level is written as name | choice=value; choice=value, got \"%s\"",
                    id,
                    level);
            names.add(level.substring(0, bar).strip());
            bundles.add(choices(level.substring(bar + 1)));
        }
        String reach = values.get("reach");
        String tune = values.get("tune");
        return new Comparison(
                settings(),
                List.of(new Factor("choice", names)),
                Design.BASELINE,
                Integer.parseInt(value("seeds")),
                tune == null ? null : Factor.parse(tune),
                values.get("measure"),
                reach == null ? null : Double.valueOf(reach),
                bundles);
    }

    private Map<String, String> choices(String text) {
        Map<String, String> choices = new LinkedHashMap<>();
        for (String choice : text.split(";", -1)) {
            if (choice.isBlank()) {
                continue;
            }
            int equals = choice.indexOf('=');
            require(equals > 0, "lesson %s: a choice is written as name=value, got \"%s\"", id, choice);
            choices.put(
                    choice.substring(0, equals).strip(),
                    choice.substring(equals + 1).strip());
        }
        return choices;
    }

    /// Everything that is not the lesson's own is a setting that all levels share, by the names of [Variation].
    private Settings settings() {
        Map<String, String> shared = new LinkedHashMap<>(values);
        shared.keySet().removeAll(OWN);
        return Variation.apply(Settings.of(value("data")), shared);
    }

    private String value(String name) {
        @Nullable String value = values.get(name);
        require(value != null, "lesson %s has no %s", id, name);
        return String.valueOf(value);
    }
}
