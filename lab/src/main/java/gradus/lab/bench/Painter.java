package gradus.lab.bench;

import org.jspecify.annotations.Nullable;

/// The thread that makes pictures, so that training does not wait for them. It has one task at a time; a caller that
/// finds it busy comes back later.
final class Painter implements AutoCloseable {
    private final Turns turns;
    private final Thread thread;
    private @Nullable Runnable task;
    private boolean closed;

    Painter(Turns turns) {
        this.turns = turns;
        thread = Thread.ofPlatform().daemon().name("gradus-lab-painting").start(this::work);
    }

    /// Whether it would take a task.
    synchronized boolean isFree() {
        return task == null;
    }

    /// Does something as soon as it is free; only for who found it free.
    synchronized void paint(Runnable next) {
        task = next;
        notifyAll();
    }

    private synchronized @Nullable Runnable next() throws InterruptedException {
        while (task == null && !closed) {
            wait();
        }
        return closed ? null : task;
    }

    private synchronized void done() {
        task = null;
    }

    private void work() {
        try {
            for (Runnable next = next(); next != null; next = next()) {
                try {
                    turns.take(next);
                } catch (RuntimeException e) {
                    System.getLogger(Painter.class.getName()).log(System.Logger.Level.ERROR, "a picture failed", e);
                } finally {
                    done();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
        thread.interrupt();
    }
}
