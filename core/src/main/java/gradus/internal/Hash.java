package gradus.internal;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// Hash functions.
public final class Hash {
    private Hash() {}

    /// {@return a new SHA-256 digest}
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
