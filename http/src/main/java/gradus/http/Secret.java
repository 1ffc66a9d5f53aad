package gradus.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;

/// Secrets that clients show: how they are made and compared.
public final class Secret {
    private static final int BYTES = 32;

    private Secret() {}

    /// {@return a new random secret, 64 hexadecimal digits}
    public static String random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /// {@return whether two secrets are the same} The time that it takes does not tell how much of them is.
    ///
    /// @param given what a client showed
    /// @param expected the secret
    public static boolean same(String given, String expected) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }
}
