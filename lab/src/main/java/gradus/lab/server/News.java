package gradus.lab.server;

import org.jspecify.annotations.Nullable;

/// The source of one stream of events. A page reads at its own pace and nothing piles up: each event is the newest
/// state at the time of the call.
public interface News extends AutoCloseable {
    /// An event.
    ///
    /// @param id sent back by the browser when it reconnects, so that the stream continues from there
    /// @param message a record of messages, which becomes JSON
    record Event(String id, Object message) {}

    /// Waits for something new.
    ///
    /// @param milliseconds after which the answer may be null, so that the stream can send a sign of life
    @Nullable
    Event next(long milliseconds) throws InterruptedException;

    /// Whether there will be no more.
    boolean isOver();

    /// Called when the page has gone.
    @Override
    default void close() {}
}
