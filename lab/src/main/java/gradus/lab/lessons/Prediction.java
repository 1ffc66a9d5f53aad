package gradus.lab.lessons;

import gradus.experiment.effects.Effects;
import gradus.lab.messages.ComparisonMessages.ChoiceView;
import java.util.ArrayList;
import java.util.List;

/// What one can predict, in a lesson or about a famous effect.
///
/// @param page on which it is asked, such as `/lessons#depth`
/// @param title of the page
/// @param choices one of which is right, in the order in which everybody sees them, so that a class can speak of
/// "B"
public record Prediction(String page, String title, List<ChoiceView> choices) {
    private static final long SEED = 7;
    /// Of the generator of Park and Miller.
    private static final long MULTIPLIER = 48_271;

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

    /// The prediction of a lesson. Its choices are shuffled by the lesson's name alone, so that the right one is
    /// anywhere.
    static Prediction of(Lesson lesson) {
        List<ChoiceView> left = new ArrayList<>();
        lesson.choices().forEach(choice -> left.add(new ChoiceView(choice.text(), choice.right())));
        long seed = SEED;
        for (int i = 0; i < lesson.id().length(); i++) {
            seed = (seed * 31 + lesson.id().charAt(i)) % Integer.MAX_VALUE;
        }
        List<ChoiceView> shuffled = new ArrayList<>();
        while (!left.isEmpty()) {
            seed = seed * MULTIPLIER % Integer.MAX_VALUE;
            shuffled.add(left.remove((int) (seed % left.size())));
        }
        return new Prediction(LessonsPart.PAGE + lesson.id(), lesson.title(), shuffled);
    }

    /// What a choice is called: A is the first.
    public static String letter(int choice) {
        return String.valueOf((char) ('A' + choice));
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
