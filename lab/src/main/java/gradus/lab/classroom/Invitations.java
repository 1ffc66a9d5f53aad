package gradus.lab.classroom;

import gradus.http.Secret;
import gradus.lab.messages.ClassMessages.Invitation;
import io.nayuki.qrcodegen.QrCode;
import java.security.SecureRandom;
import java.util.Locale;

/// The code with which one joins a class. It is short enough to be typed; that it cannot be found by trying follows
/// from the rate at which one may try.
final class Invitations {
    /// Letters and digits that are not taken for each other.
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";
    private static final int LENGTH = 12;
    private static final int GROUP = 4;
    /// White around the code, in modules.
    private static final int QUIET = 4;

    private final String code = random();

    private static String random() {
        SecureRandom random = new SecureRandom();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            text.append(i > 0 && i % GROUP == 0 ? "-" : "").append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }

    /// Whether a code is the right one, however it was typed.
    boolean isRight(String given) {
        String typed = given.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        return Secret.same(typed, code.replace("-", ""));
    }

    /// The link, which has the code behind `#`, where no server or log sees it, and its picture.
    ///
    /// @param origin of the server
    Invitation of(String origin) {
        String link = link(origin);
        QrCode drawn = QrCode.encodeText(link, QrCode.Ecc.MEDIUM);
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < drawn.size; y++) {
            for (int x = 0; x < drawn.size; x++) {
                if (drawn.getModule(x, y)) {
                    path.append('M')
                            .append(x + QUIET)
                            .append(' ')
                            .append(y + QUIET)
                            .append("h1v1h-1z");
                }
            }
        }
        return new Invitation(
                link,
                origin.substring("http://".length()) + ClassPart.JOIN,
                code,
                drawn.size + 2 * QUIET,
                path.toString());
    }

    String link(String origin) {
        return origin + ClassPart.JOIN + "#" + code;
    }
}
