package gradus.lab.classroom;

import gradus.lab.bench.Desk;
import gradus.lab.bench.Standing;
import gradus.lab.lessons.Prediction;
import gradus.lab.messages.ClassMessages.SeatNews;
import gradus.lab.messages.ClassMessages.SeatView;
import gradus.lab.messages.Messages.RunView;
import gradus.lab.server.Visitor;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A student of a class: a name, a desk, and what they predicted.
final class Seat {
    /// What a student predicted, and when.
    record Guessed(int choice, boolean right) {}

    private final int id;
    private final Visitor visitor;
    private final Desk desk;
    private final Instant since = Instant.now();
    private final Map<String, Guessed> guesses = new LinkedHashMap<>();
    /// Pages of the student that are open, and pages of the teacher that look at the student's run.
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger lookers = new AtomicInteger();
    private volatile String name;
    private volatile boolean gone;

    Seat(int id, String name, Visitor visitor, Desk desk) {
        this.id = id;
        this.name = name;
        this.visitor = visitor;
        this.desk = desk;
    }

    int id() {
        return id;
    }

    String name() {
        return name;
    }

    void rename(String text) {
        name = text;
    }

    Visitor visitor() {
        return visitor;
    }

    Desk desk() {
        return desk;
    }

    Instant since() {
        return since;
    }

    AtomicInteger open() {
        return open;
    }

    AtomicInteger lookers() {
        return lookers;
    }

    boolean isGone() {
        return gone;
    }

    /// Notes a prediction; only the first of a page counts, before one has seen what comes out.
    synchronized void guess(Prediction prediction, int choice) {
        guesses.putIfAbsent(
                prediction.page(),
                new Guessed(choice, prediction.choices().get(choice).right()));
    }

    synchronized @Nullable Guessed guess(String page) {
        return guesses.get(page);
    }

    synchronized Map<String, Guessed> guesses() {
        return new LinkedHashMap<>(guesses);
    }

    SeatNews news(Given given) {
        return new SeatNews(name, given.number(), given.page(), given.title(), lookers.get() > 0);
    }

    SeatView view() {
        Standing standing = desk.bench().standing();
        RunView run = standing.runs().getLast();
        Map<String, Guessed> all = guesses();
        return new SeatView(
                id,
                name,
                open.get() > 0,
                visitor.place(),
                Prediction.title(visitor.place()),
                standing.state().words(),
                run.name(),
                run.epoch(),
                standing.steps(),
                run.loss(),
                run.watched(),
                run.metric(),
                all.size(),
                (int) all.values().stream().filter(Guessed::right).count());
    }

    /// The student leaves; what was theirs goes.
    void leave() {
        gone = true;
        desk.bench().close();
        desk.uploads().close();
    }
}
