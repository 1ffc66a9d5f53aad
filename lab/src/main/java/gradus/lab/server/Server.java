package gradus.lab.server;

import gradus.http.BoundedServer;
import gradus.http.Bounds;
import gradus.lab.messages.Messages.Limits;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;

/// The server of the pages. It listens at the loopback address only.
public final class Server implements AutoCloseable {
    private final Gate gate = new Gate();
    private final Routes routes;
    private final BoundedServer server;
    private final String host;

    /// Listens.
    ///
    /// @param port 0 for a free one
    /// @param parts what it answers to
    public Server(int port, List<Part> parts) {
        this(InetAddress.getLoopbackAddress(), port, parts);
    }

    Server(InetAddress loopback, int port, List<Part> parts) {
        this(loopback, port, parts, new Routes(), Bounds.ofBody(Limits.LAB.uploadBytes()));
    }

    /// With other bounds.
    Server(InetAddress loopback, int port, List<Part> parts, Routes routes, Bounds bounds) {
        this.routes = routes;
        host = loopback instanceof Inet6Address ? "[::1]" : "127.0.0.1";
        parts.forEach(part -> part.routes(routes));
        server = new BoundedServer(loopback, port, bounds, gate, routing -> routing.register(routes::register));
        gate.port(server.port());
    }

    /// Where the page is, with the token that lets a browser in.
    public String address() {
        return address(gate.token());
    }

    /// The same for one use, which the arguments of a process may show to others.
    public String addressOnce() {
        return address(gate.once());
    }

    private String address(String token) {
        return "http://" + host + ":" + server.port() + "/?token=" + token;
    }

    /// All that it answers to.
    public List<Routes.Route> routes() {
        return routes.all();
    }

    /// Ends all streams, as a network that breaks would; pages come back.
    public void dropStreams() {
        routes.dropStreams();
    }

    /// How many bytes the files of all pages have when they are sent.
    public int pageBytes() {
        return routes.pageBytes();
    }

    @Override
    public void close() {
        server.close();
    }
}
