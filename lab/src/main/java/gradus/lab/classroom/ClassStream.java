package gradus.lab.classroom;

import gradus.lab.messages.ClassMessages.ClassView;
import gradus.lab.server.News;
import org.jspecify.annotations.Nullable;

/// What goes to the teacher's page: the whole class, some times a second, if something is new.
final class ClassStream implements News {
    /// Between two looks, in milliseconds.
    private static final long TICK = 300;

    private final Classroom classroom;
    private @Nullable ClassView last;

    ClassStream(Classroom classroom) {
        this.classroom = classroom;
    }

    @Override
    public @Nullable Event next(long milliseconds) throws InterruptedException {
        long end = System.nanoTime() + milliseconds * 1_000_000;
        do {
            if (last != null) {
                Thread.sleep(TICK);
            }
            ClassView view = classroom.view();
            if (!view.equals(last)) {
                last = view;
                return new Event("1", view);
            }
        } while (System.nanoTime() < end && !isOver());
        return null;
    }

    @Override
    public boolean isOver() {
        return classroom.isClosed();
    }
}
