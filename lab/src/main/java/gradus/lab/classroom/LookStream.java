package gradus.lab.classroom;

import gradus.lab.server.News;
import org.jspecify.annotations.Nullable;

/// A page of the teacher that looks at the run of a student, whose pages say so.
final class LookStream implements News {
    private final Classroom classroom;
    private final Seat seat;
    private long known = -1;
    private boolean told;

    LookStream(Classroom classroom, Seat seat) {
        this.classroom = classroom;
        this.seat = seat;
        seat.lookers().incrementAndGet();
        classroom.touch();
    }

    @Override
    public @Nullable Event next(long milliseconds) throws InterruptedException {
        known = classroom.await(known, milliseconds);
        if (told) {
            return null;
        }
        told = true;
        return new Event("1", seat.view());
    }

    @Override
    public boolean isOver() {
        return seat.isGone() || classroom.isClosed();
    }

    @Override
    public void close() {
        seat.lookers().decrementAndGet();
        classroom.touch();
    }
}
