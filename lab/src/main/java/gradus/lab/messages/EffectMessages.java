package gradus.lab.messages;

import gradus.lab.messages.ComparisonMessages.ChoiceView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the page of famous effects is made of. Texts that are called HTML are made by the server from published files.
public final class EffectMessages {
    private EffectMessages() {}

    /// An effect in the list.
    ///
    /// @param id of it
    /// @param title what it says, in short
    public record EffectTitle(String id, String title) {}

    /// An effect.
    ///
    /// @param id of it
    /// @param title what it says, in short
    /// @param question what is asked before the result is shown, as HTML
    /// @param choices the predictions
    /// @param published what was published, as HTML
    /// @param here what is run here, as HTML
    /// @param why the explanation, as HTML
    /// @param command what makes the numbers on the command line
    /// @param rules what came of each rule, as HTML
    /// @param picture of what was measured, as SVG
    /// @param about what the picture shows, in words
    /// @param numbers of all levels, as HTML
    /// @param link the settings of one of its networks for the lab, or null
    public record EffectView(
            String id,
            String title,
            String question,
            List<ChoiceView> choices,
            String published,
            String here,
            String why,
            String command,
            String rules,
            String picture,
            String about,
            String numbers,
            @Nullable LabSettings link) {
        /// Copies the list.
        public EffectView {
            choices = List.copyOf(choices);
        }
    }
}
