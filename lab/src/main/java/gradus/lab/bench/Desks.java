package gradus.lab.bench;

import io.helidon.webserver.http.ServerRequest;

/// Whose desk a request means.
public interface Desks {
    /// The desk that a page looks at.
    ///
    /// @throws IllegalArgumentException if there is none
    Desk seen(ServerRequest request);

    /// The desk on which it changes something; nobody's but one's own.
    ///
    /// @throws IllegalArgumentException if the page looks at that of another
    Desk own(ServerRequest request);

    /// Of a lab with one desk.
    static Desks of(Desk desk) {
        return new Desks() {
            @Override
            public Desk seen(ServerRequest request) {
                return desk;
            }

            @Override
            public Desk own(ServerRequest request) {
                return desk;
            }
        };
    }
}
