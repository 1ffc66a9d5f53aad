package gradus.lab.classroom;

import gradus.lab.messages.ClassMessages.SeatNews;
import gradus.lab.server.News;
import org.jspecify.annotations.Nullable;

/// What goes to a page of a student; while it is open, the student is here.
final class SeatStream implements News {
    private final Classroom classroom;
    private final Seat seat;
    private long known = -1;
    private @Nullable SeatNews last;

    SeatStream(Classroom classroom, Seat seat) {
        this.classroom = classroom;
        this.seat = seat;
        seat.open().incrementAndGet();
        classroom.touch();
    }

    @Override
    public @Nullable Event next(long milliseconds) throws InterruptedException {
        known = classroom.await(known, milliseconds);
        SeatNews news = seat.news(classroom.given());
        if (news.equals(last)) {
            return null;
        }
        last = news;
        return new Event(String.valueOf(known), news);
    }

    @Override
    public boolean isOver() {
        return seat.isGone() || classroom.isClosed();
    }

    @Override
    public void close() {
        seat.open().decrementAndGet();
        classroom.touch();
    }
}
