package gradus.lab.classroom;

import gradus.internal.CsvText;
import gradus.lab.lessons.Prediction;
import gradus.lab.messages.ClassMessages.SeatView;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What a class did, as CSV: a line for each student, and two columns for each page on which somebody predicted. It
/// begins with the mark by which spreadsheets know UTF-8.
final class Results {
    private static final String MARK = "\uFEFF";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.systemDefault());

    private Results() {}

    /// Of these students.
    static String csv(List<Seat> seats) {
        Set<String> pages = new TreeSet<>();
        seats.forEach(seat -> pages.addAll(seat.guesses().keySet()));
        List<String> header = new ArrayList<>(List.of(
                "student", "joined", "run", "state", "epochs", "loss", "metric", "value", "predicted", "right"));
        for (String page : pages) {
            String name = page.replaceFirst(".*#", "");
            header.add(name);
            header.add(name + " right");
        }
        StringBuilder text = new StringBuilder(MARK);
        line(text, header);
        for (Seat seat : seats) {
            line(text, cells(seat, pages));
        }
        return text.toString();
    }

    private static List<String> cells(Seat seat, Set<String> pages) {
        SeatView view = seat.view();
        List<String> cells = new ArrayList<>(List.of(
                view.name(),
                time(seat.since()),
                view.run(),
                view.state(),
                String.valueOf(view.epoch()),
                number(view.loss()),
                view.metric(),
                number(view.watched()),
                String.valueOf(view.predicted()),
                String.valueOf(view.right())));
        for (String page : pages) {
            Seat.Guessed guess = seat.guess(page);
            cells.add(guess == null ? "" : Prediction.letter(guess.choice()));
            cells.add(guess == null ? "" : guess.right() ? "1" : "0");
        }
        return cells;
    }

    private static String time(Instant when) {
        return TIME.format(when);
    }

    private static String number(@Nullable Double value) {
        return value == null ? "" : value.toString();
    }

    /// A cell that a student named must be no formula of a spreadsheet.
    private static void line(StringBuilder text, List<String> cells) {
        text.append(String.join(
                        ",",
                        cells.stream()
                                .map(cell -> cell.matches("[=+@\\t\\r-].*") ? "'" + cell : cell)
                                .map(CsvText::field)
                                .toList()))
                .append('\n');
    }
}
