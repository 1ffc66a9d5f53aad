package gradus.lab.server;

import gradus.http.Secret;
import io.helidon.webserver.http.ServerRequest;
import java.time.Duration;

/// Who asks: the owner of the lab, or a guest. Each has secrets of its own, and a number of streams.
public final class Visitor {
    private static final int OWN_STREAMS = 16;
    /// Two of each page, in two tabs.
    private static final int GUEST_STREAMS = 4;
    /// A page is some fifty files; pictures under the pointer are asked for some times a second.
    private static final double A_SECOND = 30;
    private static final double AT_ONCE = 300;

    private final boolean owner;
    private final String cookie = Secret.random();
    private final String key = Secret.random();
    private final Streams streams;
    private final Rate rate = new Rate(A_SECOND, AT_ONCE);
    private volatile String place = "/";

    Visitor(boolean owner, Duration patience) {
        this.owner = owner;
        streams = new Streams(owner ? OWN_STREAMS : GUEST_STREAMS, patience);
    }

    /// Who asks this.
    public static Visitor of(ServerRequest request) {
        return request.context()
                .get(Visitor.class)
                .orElseThrow(() -> new IllegalStateException("nobody is let in without being known"));
    }

    /// Whether the lab is theirs.
    public boolean isOwner() {
        return owner;
    }

    /// Whether a guest may ask this now; the owner always may.
    public boolean mayAsk() {
        return owner || rate.allows();
    }

    String cookie() {
        return cookie;
    }

    /// What a page needs to ask for more than files.
    public String key() {
        return key;
    }

    Streams streams() {
        return streams;
    }

    /// The page that was opened last.
    public String place() {
        return place;
    }

    /// Another page is looked at.
    public void goesTo(String page) {
        place = page;
    }
}
