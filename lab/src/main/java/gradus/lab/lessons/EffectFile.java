package gradus.lab.lessons;

import static gradus.internal.Require.require;

import gradus.experiment.claims.PublishedClaim;
import gradus.lab.comparisons.LabLink;
import gradus.lab.messages.ComparisonMessages.ChoiceView;
import gradus.lab.messages.EffectMessages.EffectView;
import gradus.lab.messages.LabSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The published file of a famous effect, which the build takes from `experiments`: a question, what was published,
/// what is run here, why, and the result with its picture.
final class EffectFile {
    private static final String FOLDER = "/gradus/lab/experiments/";
    private static final String RESULT = "\n## Result\n";
    private static final Pattern QUESTION = Pattern.compile("(?s)\n```question\n(.*?)\n```");
    private static final Pattern LAB = Pattern.compile("(?s)\n```lab\n(.*?)\n```");
    private static final Pattern PICTURE = Pattern.compile("!\\[(.*?)\\]\\((.*?)\\)");

    private EffectFile() {}

    /// The title of an effect.
    static String title(String id) {
        return claim(id).title();
    }

    /// All of an effect.
    static EffectView view(String id) {
        PublishedClaim claim = claim(id);
        String text = text(id + ".md");
        String question = found(QUESTION, claim.before(), id + " must have a block ```question");
        List<ChoiceView> choices = new ArrayList<>();
        List<String> asked = new ArrayList<>();
        for (String line : question.lines().toList()) {
            if (line.startsWith("( ) ") || line.startsWith("(x) ")) {
                choices.add(new ChoiceView(Prose.line(line.substring(4)), line.startsWith("(x)")));
            } else {
                asked.add(line);
            }
        }
        int at = text.indexOf(RESULT);
        require(at >= 0, "%s has no result yet", id);
        List<String> blocks = Arrays.asList(text.substring(at + RESULT.length())
                .replaceAll("(?m)^\\|[-:|]+\\|\n", "")
                .replace("## Afterwards\n", "**Afterwards.** ")
                .split("\n\n", -1));
        return new EffectView(
                id,
                claim.title(),
                Prose.html(String.join("\n", asked)),
                choices,
                section("Published", claim.before()),
                section("Here", claim.before()),
                section("Why", claim.before()),
                "./gradus " + String.join(" ", claim.command()),
                Prose.html(blocks.getFirst()),
                text(id + ".svg"),
                found(PICTURE, text, id + " must have a picture"),
                Prose.html(String.join("\n\n", blocks.subList(2, blocks.size()))),
                lab(id, claim.before()));
    }

    /// What the block of settings for the lab says, written as in a lesson; null without one, where the lab cannot show
    /// what is run.
    private static @Nullable LabSettings lab(String id, String text) {
        Matcher matcher = LAB.matcher(text);
        return matcher.find() ? LabLink.of(LessonFile.settings(id, matcher.group(1))) : null;
    }

    private static PublishedClaim claim(String id) {
        return PublishedClaim.parse(id, text(id + ".md"));
    }

    /// The paragraphs under a word in bold.
    private static String section(String name, String text) {
        Pattern pattern =
                Pattern.compile("(?s)\n\\*\\*" + name + "\\.\\*\\* (.*?)(?=\n\\*\\*[A-Z][a-z]+\\.\\*\\* |\n```|$)");
        return Prose.html(found(pattern, text, "an effect must have a paragraph **" + name + ".**"));
    }

    private static String found(Pattern pattern, String text, String problem) {
        Matcher matcher = pattern.matcher(text);
        require(matcher.find(), "%s", problem);
        return matcher.group(1).strip();
    }

    private static String text(String name) {
        try (InputStream stream = EffectFile.class.getResourceAsStream(FOLDER + name)) {
            require(stream != null, "the file %s is not in the jar", name);
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
