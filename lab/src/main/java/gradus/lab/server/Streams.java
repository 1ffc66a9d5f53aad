package gradus.lab.server;

import gradus.http.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The places of all streams of a visitor. When all are taken, a page that stopped reading loses its place to a new
/// one.
final class Streams {
    private final int most;
    private final Duration patience;
    private final List<Place> taken = new ArrayList<>();

    /// @param patience how long a page may leave an event unread before it can lose its place
    Streams(int most, Duration patience) {
        this.most = most;
        this.patience = patience;
    }

    /// How many there are.
    int most() {
        return most;
    }

    /// The place of a stream.
    static final class Place {
        private final Connection connection;
        private volatile long writingSince;

        private Place(Connection connection) {
            this.connection = connection;
        }

        /// Writes an event; that can take as long as the page does not read.
        void write(Runnable event) {
            writingSince = System.nanoTime();
            event.run();
            writingSince = 0;
        }

        private long unread() {
            long since = writingSince;
            return since == 0 ? 0 : System.nanoTime() - since;
        }
    }

    /// Returns a place, or null if none is free.
    synchronized @Nullable Place take(Connection connection) {
        if (taken.size() >= most) {
            Optional<Place> dead = taken.stream()
                    .max(Comparator.comparingLong(Place::unread))
                    .filter(place -> place.unread() > patience.toNanos());
            if (dead.isEmpty()) {
                return null;
            }
            taken.remove(dead.get());
            dead.get().connection.drop();
        }
        Place place = new Place(connection);
        taken.add(place);
        return place;
    }

    synchronized void free(Place place) {
        taken.remove(place);
    }
}
