package gradus.lab.classroom;

import gradus.lab.server.News;
import org.jspecify.annotations.Nullable;

/// A page of the teacher that looks at the run of a student, whose pages say so.
final class LookStream implements News {
    private final Classroom classroom;
    private final Seat seat;
    private boolean told;

    LookStream(Classroom classroom, Seat seat) {
        this.classroom = classroom;
        this.seat = seat;
        seat.lookers().incrementAndGet();
        classroom.touch();
    }

    @Override
    public @Nullable Event next(long milliseconds) throws InterruptedException {
        if (told) {
            long end = System.nanoTime() + milliseconds * 1_000_000;
            for (long known = classroom.await(-1, 0); !isOver() && System.nanoTime() < end; ) {
                known = classroom.await(known, (end - System.nanoTime()) / 1_000_000);
            }
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
