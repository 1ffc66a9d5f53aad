package gradus.lab.server;

import gradus.http.Secret;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// All whom the gate knows: the owner, and guests who come and go.
public final class Visitors {
    /// After so long a page that does not read can lose its place.
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /// For how long a guest is known: a day of lessons.
    private static final Duration DAY = Duration.ofHours(12);

    private final Duration patience;
    private final Visitor owner;
    private final List<Visitor> guests = new CopyOnWriteArrayList<>();
    private volatile int port;

    /// The owner alone.
    public Visitors() {
        this(PATIENCE);
    }

    /// With another time after which a page that does not read can lose its place.
    Visitors(Duration patience) {
        this.patience = patience;
        owner = new Visitor(true, patience);
    }

    /// The port is known once the server listens.
    void port(int value) {
        port = value;
    }

    Visitor owner() {
        return owner;
    }

    /// Somebody who may come in from now on.
    public Visitor invite() {
        Visitor guest = new Visitor(false, patience);
        guests.add(guest);
        return guest;
    }

    /// Gives a guest's browser what it is known by.
    void welcome(Visitor guest, ServerResponse response) {
        give(guest, response, "; Max-Age=" + DAY.toSeconds());
    }

    void give(Visitor visitor, ServerResponse response, String age) {
        response.header(
                HeaderNames.SET_COOKIE,
                cookieName() + "=" + visitor.cookie() + "; Path=/; HttpOnly; SameSite=Strict" + age);
    }

    /// Lets a guest in no longer.
    public void dismiss(Visitor guest) {
        guests.remove(guest);
    }

    /// Whom a cookie belongs to, or null.
    public @Nullable Visitor find(ServerRequest request) {
        String shown = request.headers().cookies().first(cookieName()).orElse("");
        // All are compared, so that the time does not tell who it is.
        Visitor found = Secret.same(shown, owner.cookie()) ? owner : null;
        for (Visitor guest : guests) {
            found = Secret.same(shown, guest.cookie()) ? guest : found;
        }
        return found;
    }

    /// Whether a request that shows the cookie of a visitor shows the key, too.
    public boolean isProven(@Nullable Visitor visitor, ServerRequest request) {
        return visitor != null && Secret.same(request.headers().first(Gate.LAB).orElse(""), visitor.key());
    }

    private String cookieName() {
        // Cookies do not know ports; two labs at once shall not log each other out.
        return "gradus-lab-" + port;
    }
}
