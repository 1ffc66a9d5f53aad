package gradus.lab.server;

import gradus.http.BoundedServer;
import gradus.http.Bounds;
import gradus.http.Origins;
import gradus.lab.messages.Limits;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The server of the pages. It listens at the loopback address, or for a class at one of the local network.
public final class Server implements AutoCloseable {
    /// Browsers open six connections each.
    private static final int CLASS_CONNECTIONS = 512;

    private final Gate gate;
    private final Routes routes;
    private final BoundedServer server;
    private final String host;
    private volatile Set<String> names = Set.of();

    /// Listens, for this machine alone.
    ///
    /// @param port 0 for a free one
    /// @param parts what it answers to
    public Server(int port, List<Part> parts) {
        this(InetAddress.getLoopbackAddress(), port, parts);
    }

    Server(InetAddress loopback, int port, List<Part> parts) {
        this(loopback, port, parts, new Visitors(), "/", Bounds.ofBody(Limits.LAB.uploadBytes()));
    }

    /// Listens for guests, too.
    ///
    /// @param address of this machine, under which guests ask
    /// @param port 0 for a free one
    /// @param parts what it answers to
    /// @param visitors who may come in
    /// @param home the page of the owner
    public static Server ofClass(InetAddress address, int port, List<Part> parts, Visitors visitors, String home) {
        Bounds usual = Bounds.ofBody(Limits.LAB.uploadBytes());
        Bounds bounds = new Bounds(CLASS_CONNECTIONS, usual.bodyBytes(), usual.head(), usual.idle(), usual.transfer());
        return new Server(address, port, parts, visitors, home, bounds);
    }

    /// With other bounds.
    Server(InetAddress address, int port, List<Part> parts, Visitors visitors, String home, Bounds bounds) {
        routes = new Routes();
        host = address.isLoopbackAddress()
                ? address instanceof Inet6Address ? "[::1]" : "127.0.0.1"
                : address instanceof Inet6Address ? "[" + address.getHostAddress() + "]" : address.getHostAddress();
        parts.forEach(part -> part.routes(routes));
        String elsewhere = address.isLoopbackAddress()
                ? "This server is for this machine only; open the address that it printed."
                : "This server is known as " + host + " only; open the address that the teacher's screen shows.";
        gate = new Gate(visitors, routes, home, request -> Origins.isAt(request, names), elsewhere);
        server = new BoundedServer(address, port, bounds, gate, routing -> routing.register(routes::register));
        Set<String> hosts = address.isLoopbackAddress() ? Origins.LOOPBACK : Set.of(host);
        names = hosts.stream().map(name -> name + ":" + server.port()).collect(Collectors.toUnmodifiableSet());
        visitors.port(server.port());
    }

    /// Where the page is, with the token that lets a browser in.
    public String address() {
        return origin() + "/?token=" + gate.token();
    }

    /// The same for one use, which the arguments of a process may show to others.
    public String addressOnce() {
        return origin() + "/?token=" + gate.once();
    }

    /// Where it listens: `http://127.0.0.1:7017`.
    public String origin() {
        return "http://" + host + ":" + server.port();
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
