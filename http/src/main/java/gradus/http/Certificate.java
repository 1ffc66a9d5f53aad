package gradus.http;

import io.helidon.common.configurable.Resource;
import io.helidon.common.pki.Keys;
import io.helidon.common.tls.Tls;
import java.nio.file.Path;

/// What a server shows its clients over TLS.
///
/// @param chain file with its certificate and those that it rests on, in PEM
/// @param key file with its private key, in PEM, PKCS #8
public record Certificate(Path chain, Path key) {
    /// Reads both.
    ///
    /// @throws IllegalStateException if one cannot be read
    Tls tls() {
        try {
            Keys keys = Keys.builder()
                    .pem(pem -> pem.key(Resource.create(key)).certChain(Resource.create(chain)))
                    .build();
            return Tls.builder().privateKey(keys).privateKeyCertChain(keys).build();
        } catch (RuntimeException e) {
            throw new IllegalStateException(
                    "the certificate " + chain + " with the key " + key + " cannot be used: " + e.getMessage(), e);
        }
    }
}
