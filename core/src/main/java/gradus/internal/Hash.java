package gradus.internal;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// Hash functions.
public final class Hash {
    private Hash() {}

    /// A new SHA-256.
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
