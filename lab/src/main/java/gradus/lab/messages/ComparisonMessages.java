package gradus.lab.messages;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What pages and server tell each other about comparisons, lessons and range tests. Texts that are called HTML are
/// made by the server from its own drawings and lessons; everything in them that came from elsewhere is escaped.
public final class ComparisonMessages {
    private ComparisonMessages() {}

    /// A comparison to be made.
    ///
    /// @param settings what all runs share
    /// @param vary what is compared, as in `learning_rate=0.1,0.01`; the first level is the baseline
    /// @param seeds runs a level
    /// @param tune what every level gets its own best value of, as in `learning_rate=0.1,0.01`; empty for nothing
    /// @param measure what is measured; empty for the first of the task
    public record Question(LabSettings settings, List<String> vary, int seeds, String tune, String measure) {
        /// Copies the list.
        public Question {
            vary = List.copyOf(vary);
        }
    }

    /// A comparison was begun.
    ///
    /// @param id by which it is asked for
    public record Begun(int id) {}

    /// How a comparison stands. In messages its name is in lower case.
    public enum Phase {
        /// Runs are being made.
        RUNNING,
        /// All runs were made.
        DONE,
        /// It was stopped before that.
        CANCELLED,
        /// An error ended it.
        FAILED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// How far a comparison is.
    ///
    /// @param id of it
    /// @param version grows with every change; a page sends the one that it has
    /// @param state of it
    /// @param message what went wrong, or empty
    /// @param done runs that have ended
    /// @param total runs there will be
    /// @param secondsLeft about, or null where it is not known
    /// @param levels what is compared
    /// @param curves drawings of the runs so far, as HTML
    /// @param answer what came out, or null
    public record Progress(
            int id,
            long version,
            Phase state,
            String message,
            int done,
            int total,
            @Nullable Double secondsLeft,
            List<LevelProgress> levels,
            String curves,
            @Nullable Answer answer) {}

    /// How far a level is.
    ///
    /// @param name of it
    /// @param done its runs that have ended, of those that judge
    /// @param diverged of these
    public record LevelProgress(String name, int done, int diverged) {}

    /// What a comparison says.
    ///
    /// @param findings what it says to the claims of a lesson
    /// @param means drawings of the levels and their differences, as HTML
    /// @param report all of it, as HTML
    /// @param links the settings of each level for the lab, where it can have them
    public record Answer(List<FindingView> findings, String means, String report, List<@Nullable LabSettings> links) {}

    /// What the runs say to a claim.
    ///
    /// @param claim what was said, in short
    /// @param holds whether the runs show it
    /// @param text with the numbers
    public record FindingView(String claim, boolean holds, String text) {}

    /// A lesson in the list.
    ///
    /// @param id of it
    /// @param title the question in short
    /// @param topic the chapter
    public record LessonTitle(String id, String title, String topic) {}

    /// A lesson.
    ///
    /// @param id of it
    /// @param title the question in short
    /// @param topic the chapter
    /// @param ask what is asked, as HTML
    /// @param choices the predictions
    /// @param facts what will be run: names and values
    /// @param runs how many runs that are
    /// @param command what makes them on the command line, or empty
    /// @param why the explanation, as HTML
    /// @param link the settings of the first level for the lab, or null
    public record LessonView(
            String id,
            String title,
            String topic,
            String ask,
            List<ChoiceView> choices,
            List<List<String>> facts,
            int runs,
            String command,
            String why,
            @Nullable LabSettings link) {}

    /// A prediction.
    ///
    /// @param text as HTML
    /// @param right whether the experiment is to show it
    public record ChoiceView(String text, boolean right) {}

    /// What the page for comparisons can offer.
    ///
    /// @param factors what can be varied, with levels to begin with
    public record Factors(List<FactorView> factors) {}

    /// What can be varied.
    ///
    /// @param name of it
    /// @param levels to begin with
    /// @param help in a sentence
    public record FactorView(String name, String levels, String help) {}

    /// A search for a learning rate.
    ///
    /// @param sentence what it suggests
    /// @param rate the suggested rate, or null
    /// @param valley of the range test, or null
    /// @param drawing as HTML
    public record Rates(
            String sentence,
            @Nullable Double rate,
            @Nullable Double valley,
            String drawing) {}
}
