package gradus.lab.classroom;

import static gradus.internal.Require.require;

import gradus.lab.bench.Desk;
import gradus.lab.bench.Turns;
import gradus.lab.bench.Workbench;
import gradus.lab.comparisons.Comparisons;
import gradus.lab.keep.RunStore;
import gradus.lab.lessons.Prediction;
import gradus.lab.messages.ClassMessages.ClassView;
import gradus.lab.messages.ClassMessages.Guess;
import gradus.lab.messages.ClassMessages.Poll;
import gradus.lab.messages.LabSettings;
import gradus.lab.messages.Limits;
import gradus.lab.run.Plan;
import gradus.lab.run.Uploads;
import gradus.lab.server.Visitor;
import gradus.lab.server.Visitors;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The students of a class. All is in memory, and goes with the lab.
public final class Classroom implements AutoCloseable {
    /// How many students a class can have.
    private static final int MOST = 40;

    private final Visitors visitors;
    private final LabSettings start;
    private final int most;
    private final Turns turns;
    private final Comparisons comparisons;
    /// Settings that are given to all are checked as if a student without tables had made them.
    private final Uploads nobody = new Uploads(Limits.STUDENT);
    private final List<Seat> seats = new ArrayList<>();
    /// The names of those whose desks are being made.
    private final List<String> coming = new ArrayList<>();
    private Given given = Given.NOTHING;
    private String trouble = "";
    private int lastId;
    private long version;
    private boolean closed;

    /// Nobody yet.
    ///
    /// @param visitors among whom students are from when they join
    /// @param start the settings with which each begins
    public Classroom(Visitors visitors, LabSettings start) {
        this(visitors, start, MOST);
    }

    /// For another number of students.
    Classroom(Visitors visitors, LabSettings start, int most) {
        this.most = most;
        this.visitors = visitors;
        this.start = start;
        int shared = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
        turns = Turns.shared(shared);
        comparisons = Comparisons.shared(shared);
    }

    /// Lets a student in.
    ///
    /// @throws IllegalArgumentException if the name cannot be had
    /// @throws IllegalStateException if the class is full
    Seat join(String wanted) {
        String name;
        int id;
        Given first;
        synchronized (this) {
            if (closed) {
                throw new IllegalStateException("This class is over.");
            }
            name = checked(wanted, null);
            if (seats.size() + coming.size() >= most) {
                throw new IllegalStateException(
                        "This class has its " + most + " students. Ask your teacher to remove somebody who has left.");
            }
            coming.add(name);
            id = ++lastId;
            first = given;
        }
        try {
            Uploads uploads = new Uploads(Limits.STUDENT);
            Workbench bench = new Workbench(uploads, RunStore.nowhere(), turns);
            bench.build(first.settings() == null ? start : first.settings());
            Seat seat = new Seat(id, name, visitors.invite(), new Desk(bench, uploads, comparisons));
            synchronized (this) {
                seats.add(seat);
                changed();
            }
            return seat;
        } finally {
            synchronized (this) {
                coming.remove(name);
            }
        }
    }

    /// Gives a student another name.
    void rename(Seat seat, String wanted) {
        synchronized (this) {
            seat.rename(checked(wanted, seat));
            changed();
        }
    }

    private synchronized String checked(String wanted, @Nullable Seat own) {
        String name = StudentName.of(wanted);
        require(
                coming.stream().noneMatch(name::equalsIgnoreCase)
                        && seats.stream()
                                .noneMatch(seat -> seat != own && seat.name().equalsIgnoreCase(name)),
                "%s is in this class already. Take another name; or, if that is you on another device, ask your teacher"
                        + " to remove the old one.",
                name);
        return name;
    }

    /// The seat of a visitor, or null if they have none.
    synchronized @Nullable Seat find(@Nullable Visitor visitor) {
        return seats.stream()
                .filter(seat -> seat.visitor() == visitor)
                .findFirst()
                .orElse(null);
    }

    /// The seat of a student.
    ///
    /// @throws IllegalArgumentException if the student has left
    Seat of(Visitor visitor) {
        Seat seat = find(visitor);
        require(seat != null, "You are not on the list of this class any more; join it again.");
        return Objects.requireNonNull(seat);
    }

    /// The seat of a number.
    ///
    /// @throws IllegalArgumentException if there is none
    synchronized Seat get(int id) {
        return seats.stream()
                .filter(seat -> seat.id() == id)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("This student is not in the class any more."));
    }

    /// Takes a student off the list.
    void remove(int id) {
        Seat seat;
        synchronized (this) {
            seat = get(id);
            seats.remove(seat);
            visitors.dismiss(seat.visitor());
            changed();
        }
        seat.leave();
    }

    /// Notes a prediction.
    void guess(Seat seat, Guess guess) {
        Prediction prediction = Prediction.of(guess.page());
        require(
                guess.choice() >= 0 && guess.choice() < prediction.choices().size(),
                "this page has no choice %s; it has 0 to %s",
                guess.choice(),
                prediction.choices().size() - 1);
        seat.guess(prediction, guess.choice());
        touch();
    }

    /// Opens a page for all students. Those who come later get it, too.
    ///
    /// @throws IllegalArgumentException if nothing is predicted there
    void open(String page) {
        String title = Prediction.of(page).title();
        synchronized (this) {
            given = new Given(given.number() + 1, page, "“" + title + "”", null);
            trouble = "";
            changed();
        }
    }

    /// Gives all students a setting. Those who come later get it, too.
    ///
    /// @throws IllegalArgumentException if students cannot use it; the message says why
    void give(LabSettings settings) {
        require(
                !settings.data().kind().equals("upload"),
                "A table of your own stays with you: give the class generated points or a bundled data set.");
        Plan.of(settings, nobody);
        List<Seat> all;
        int number;
        synchronized (this) {
            number = given.number() + 1;
            given = new Given(number, "/", "a setting of the lab", settings);
            trouble = "";
            all = List.copyOf(seats);
            changed();
        }
        // One after the other; the teacher does not wait for it.
        Thread.ofPlatform()
                .daemon()
                .name("gradus-class-giving")
                .start(() -> all.forEach(seat -> build(seat, settings, number)));
    }

    private void build(Seat seat, LabSettings settings, int number) {
        synchronized (this) {
            if (closed || seat.isGone() || number != given.number()) {
                return;
            }
        }
        try {
            seat.desk().bench().build(settings);
        } catch (RuntimeException e) {
            synchronized (this) {
                trouble = "It could not be given to " + seat.name() + ": " + e.getMessage();
                changed();
            }
        }
    }

    synchronized Given given() {
        return given;
    }

    /// Whether the lab closes.
    synchronized boolean isClosed() {
        return closed;
    }

    /// Something is to be seen anew.
    synchronized void touch() {
        changed();
    }

    private void changed() {
        version++;
        notifyAll();
    }

    /// Waits until something changed, or some time has passed.
    ///
    /// @param known the version that a page has
    /// @return the newest version
    synchronized long await(long known, long milliseconds) throws InterruptedException {
        long end = System.nanoTime() + milliseconds * 1_000_000;
        while (version == known && !closed) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                break;
            }
            wait(left);
        }
        return version;
    }

    private synchronized List<Seat> seats() {
        return List.copyOf(seats);
    }

    /// All that the teacher sees.
    ClassView view() {
        List<Seat> all = seats();
        Given last = given();
        Set<String> pages = new LinkedHashSet<>();
        if (last.settings() == null && last.number() > 0) {
            pages.add(last.page());
        }
        all.forEach(seat -> pages.addAll(seat.guesses().keySet()));
        return new ClassView(
                most,
                all.stream().map(Seat::view).toList(),
                pages.stream().map(page -> poll(page, all)).toList(),
                last.number(),
                trouble());
    }

    private synchronized String trouble() {
        return trouble;
    }

    private static Poll poll(String page, List<Seat> all) {
        Prediction prediction = Prediction.of(page);
        List<Integer> counts = new ArrayList<>();
        for (int choice = 0; choice < prediction.choices().size(); choice++) {
            int wanted = choice;
            counts.add((int) all.stream()
                    .map(seat -> seat.guess(page))
                    .filter(guess -> guess != null && guess.choice() == wanted)
                    .count());
        }
        return new Poll(page, prediction.title(), prediction.choices(), counts);
    }

    /// The results, a line for each student.
    String csv() {
        return Results.csv(seats());
    }

    @Override
    public void close() {
        List<Seat> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(seats);
            changed();
        }
        all.forEach(Seat::leave);
        comparisons.close();
        nobody.close();
    }
}
