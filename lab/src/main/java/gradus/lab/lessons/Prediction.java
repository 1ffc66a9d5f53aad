package gradus.lab.lessons;

import gradus.experiment.effects.Effects;
import gradus.lab.messages.ComparisonMessages.ChoiceView;
import java.util.List;

/// What one can predict, in a lesson or about a famous effect.
///
/// @param page on which it is asked, such as `/lessons#depth`
/// @param title of the page
/// @param choices one of which is right
public record Prediction(String page, String title, List<ChoiceView> choices) {
    /// Copies the list.
    public Prediction {
        choices = List.copyOf(choices);
    }

    /// The prediction of a page.
    ///
    /// @throws IllegalArgumentException if there is none
    public static Prediction of(String page) {
        if (page.startsWith(LessonsPart.PAGE)) {
            return of(Lessons.get(page.substring(LessonsPart.PAGE.length())));
        }
        if (page.startsWith(EffectsPart.PAGE)) {
            String id = page.substring(EffectsPart.PAGE.length());
            if (Effects.find(id) != null) {
                return new Prediction(
                        page, EffectFile.title(id), EffectFile.view(id).choices());
            }
        }
        throw new IllegalArgumentException("there is nothing to predict on this page");
    }

    private static Prediction of(Lesson lesson) {
        return new Prediction(
                LessonsPart.PAGE + lesson.id(),
                lesson.title(),
                lesson.choices().stream()
                        .map(choice -> new ChoiceView(choice.text(), choice.right()))
                        .toList());
    }

    /// The title of a page, or an empty text if nothing is predicted there.
    public static String title(String page) {
        try {
            return of(page).title();
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
