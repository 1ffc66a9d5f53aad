package gradus.lab.lessons;

import static gradus.internal.Require.require;

import gradus.experiment.claims.Claim;
import gradus.experiment.comparisons.Comparison;
import java.util.List;

/// A lesson: a question to which everyone has an answer, the experiment that tells, and what one should see in it. All
/// of it is data, so that one mechanism shows, runs and tests every lesson.
///
/// @param id by which it is known, and the name of its file
/// @param title the question in short
/// @param topic the chapter
/// @param ask what is asked and what will be run, as HTML
/// @param choices the predictions one can make, exactly one of them right
/// @param comparison the experiment
/// @param charts which logged values are drawn while it runs, as in `val_loss`
/// @param claims what the experiment shows; a lesson is only as good as they hold
/// @param why the explanation, as HTML
public record Lesson(
        String id,
        String title,
        String topic,
        String ask,
        List<Choice> choices,
        Comparison comparison,
        List<String> charts,
        List<Claim> claims,
        String why) {
    /// A prediction.
    ///
    /// @param text what will happen, as HTML
    /// @param right whether it does
    public record Choice(String text, boolean right) {}

    /// Checks.
    public Lesson {
        choices = List.copyOf(choices);
        charts = List.copyOf(charts);
        claims = List.copyOf(claims);
        require(id.matches("[a-z0-9-]{1,40}"), "a lesson is named in small letters, got \"%s\"", id);
        require(!title.isBlank() && !topic.isBlank(), "lesson %s needs a title and a topic", id);
        require(!ask.isBlank() && !why.isBlank(), "lesson %s needs a question and an explanation", id);
        require(choices.size() >= 2, "lesson %s needs at least two predictions to choose from", id);
        long right = choices.stream().filter(Choice::right).count();
        require(right == 1, "lesson %s needs exactly one right prediction, got %s", id, right);
        require(!claims.isEmpty(), "lesson %s needs a claim that its experiment is held to", id);
        require(!charts.isEmpty(), "lesson %s needs something to draw", id);
    }
}
