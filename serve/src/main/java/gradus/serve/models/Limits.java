package gradus.serve.models;

import static gradus.internal.Require.require;

/// What a request may ask for.
///
/// @param bodyBytes largest body
/// @param rows most rows of a request
/// @param batchRows most rows that are answered together; 1 answers every request by itself
/// @param queue most requests that wait for a network
public record Limits(int bodyBytes, int rows, int batchRows, int queue) {
    /// Bodies of 16 MiB, 10,000 rows, 64 rows together, 1,000 requests that wait.
    public static final Limits USUAL = new Limits(16 << 20, 10_000, 64, 1000);

    /// Checks that all are positive.
    public Limits {
        require(bodyBytes > 0 && bodyBytes < 1 << 30, "the largest body must have 1 byte to 1 GiB, got %s", bodyBytes);
        require(rows > 0, "the most rows of a request must be at least 1, got %s", rows);
        require(batchRows > 0, "the most rows that are answered together must be at least 1, got %s", batchRows);
        require(queue >= 0, "the most requests that wait must be at least 0, got %s", queue);
    }
}
