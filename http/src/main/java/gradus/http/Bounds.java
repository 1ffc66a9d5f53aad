package gradus.http;

import static gradus.internal.Require.require;

import java.time.Duration;

/// What a [BoundedServer] allows.
///
/// @param connections that may be open at once; beyond that one that was not admitted yet makes room, or an idle one
/// @param bodyBytes largest body of a request
/// @param head how long a client may take from connecting to the end of the headers of its first request
/// @param idle how long a connection may take from an answer to the end of the headers of the next request
/// @param transfer how long a client may take to send a body that is read by [Body], or to take an answer
public record Bounds(int connections, int bodyBytes, Duration head, Duration idle, Duration transfer) {
    /// Checks that all are positive.
    public Bounds {
        require(connections > 0, "Bounds.connections must be greater than 0, got %s", connections);
        require(bodyBytes > 0, "Bounds.bodyBytes must be greater than 0, got %s", bodyBytes);
        require(head.isPositive(), "Bounds.head must be positive, got %s", head);
        require(idle.isPositive(), "Bounds.idle must be positive, got %s", idle);
        require(transfer.isPositive(), "Bounds.transfer must be positive, got %s", transfer);
    }

    /// Bounds with 256 connections, 10 seconds for the headers, 5 minutes between requests, and 30 seconds for a body.
    ///
    /// @param bytes largest body of a request
    /// @return the bounds
    public static Bounds ofBody(int bytes) {
        return new Bounds(256, bytes, Duration.ofSeconds(10), Duration.ofMinutes(5), Duration.ofSeconds(30));
    }
}
