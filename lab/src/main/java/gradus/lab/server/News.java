package gradus.lab.server;

import org.jspecify.annotations.Nullable;

/// What one stream of events has to tell. A page reads it at its own pace, so that nothing piles up: each event is what
/// is newest when it is asked for.
public interface News extends AutoCloseable {
    /// An event.
    ///
    /// @param id what the browser sends back when it reconnects, to be told from there on
    /// @param message a record of messages, which becomes JSON
    record Event(String id, Object message) {}

    /// Waits for something new.
    ///
    /// @param milliseconds after which the answer may be null, so that the page can be told that the lab lives
    @Nullable
    Event next(long milliseconds) throws InterruptedException;

    /// Whether there will be no more.
    boolean isOver();

    /// The page looks no more.
    @Override
    default void close() {}
}
