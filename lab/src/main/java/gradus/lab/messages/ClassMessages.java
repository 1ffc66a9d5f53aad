package gradus.lab.messages;

import gradus.lab.messages.ComparisonMessages.ChoiceView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the pages of a class and the server tell each other. Texts that are called HTML come from lessons.
public final class ClassMessages {
    private ClassMessages() {}

    /// Somebody wants to join, or a student wants another name.
    ///
    /// @param code that the teacher shows; a student who is in needs none
    /// @param name by which the teacher knows them
    public record Join(String code, String name) {}

    /// A student is in.
    ///
    /// @param key with which their pages ask
    public record Joined(String key) {}

    /// How one joins.
    ///
    /// @param link with the code in it
    /// @param address without the code, to be typed
    /// @param code to be typed
    /// @param side modules of a side of the QR code, with its quiet zone
    /// @param modules the dark ones, as an SVG path of unit squares
    public record Invitation(String link, String address, String code, int side, String modules) {}

    /// A prediction.
    ///
    /// @param page on which it was asked for, such as `/lessons#depth`
    /// @param choice its number, as the lesson has them
    public record Guess(String page, int choice) {}

    /// What the teacher opens for all.
    ///
    /// @param page of a lesson or an effect, such as `/lessons#depth`
    public record Opened(String page) {}

    /// What a student's pages know of the class.
    ///
    /// @param name of the student
    /// @param gift the number of what the teacher gave last, or 0
    /// @param page on which it is
    /// @param title what it is, in some words
    /// @param shown whether the teacher looks at this student's run
    public record SeatNews(String name, int gift, String page, String title, boolean shown) {}

    /// A class, as its teacher sees it.
    ///
    /// @param most students that it can have
    /// @param seats of the students, in the order in which they came
    /// @param polls what was predicted, the newest first
    /// @param gift the number of what was given last, or 0
    /// @param trouble what could not be given to whom, or empty
    public record ClassView(int most, List<SeatView> seats, List<Poll> polls, int gift, String trouble) {
        /// Copies the lists.
        public ClassView {
            seats = List.copyOf(seats);
            polls = List.copyOf(polls);
        }
    }

    /// A student, as the teacher sees them.
    ///
    /// @param id the number of the seat
    /// @param name of the student
    /// @param here whether a page of theirs is open
    /// @param page that they opened last
    /// @param title of the lesson there, or empty
    /// @param state of their run, in words
    /// @param run what it is called
    /// @param epoch how many are complete
    /// @param steps that it made
    /// @param loss of the training rows
    /// @param watched the first metric of the validation rows
    /// @param metric its name
    /// @param predicted how many predictions they made
    /// @param right how many of them were right
    public record SeatView(
            int id,
            String name,
            boolean here,
            String page,
            String title,
            String state,
            String run,
            int epoch,
            long steps,
            @Nullable Double loss,
            @Nullable Double watched,
            String metric,
            int predicted,
            int right) {}

    /// What a class predicted on a page.
    ///
    /// @param page on which it was asked for
    /// @param title of it
    /// @param choices as the lesson has them
    /// @param counts how many students chose each
    public record Poll(String page, String title, List<ChoiceView> choices, List<Integer> counts) {
        /// Copies the lists.
        public Poll {
            choices = List.copyOf(choices);
            counts = List.copyOf(counts);
        }
    }
}
