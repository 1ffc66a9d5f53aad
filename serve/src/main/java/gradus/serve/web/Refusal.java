package gradus.serve.web;

/// A request that gets an error, in the form of its protocol.
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;

    /// Creates one.
    ///
    /// @param status of HTTP
    /// @param message what is wrong, and what to do
    public Refusal(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    /// A request that is wrong.
    public static Refusal bad(String message) {
        return new Refusal(400, message);
    }

    /// The status of HTTP.
    public int status() {
        return status;
    }

    /// What is wrong.
    public String text() {
        return String.valueOf(getMessage());
    }
}
