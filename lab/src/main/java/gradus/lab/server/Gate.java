package gradus.lab.server;

import gradus.http.Guard;
import gradus.http.Origins;
import gradus.http.Secret;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/// Who may come in: requests of the page that this server served, to a browser that was shown the token. Everything is
/// refused that is not allowed, for every method and path, also for those that do not exist.
///
/// 1. `Host` is this machine and port, which keeps names out that were rebound to this machine.
/// 2. `Origin` and `Sec-Fetch-Site`, where a browser sends them, say that the page is our own.
/// 3. The cookie is right. A browser gets it for the token in the address that was printed.
/// 4. Everything below `/api/` is asked with a key, which only the page knows. Browsers send cookies to all ports of a
///    machine, so that a server at another port may see the cookie; the key stays in the storage of this port's pages.
///    It comes in the header `X-Lab`, or in the address where a browser sends no header: streams.
///
/// A class has guests, each with a cookie and a key of their own. What they may ask for, the routes say: see [Routes].
/// Those who are not known yet may ask for the few that let them join, and their connections are not kept.
final class Gate implements Guard {
    static final HeaderName LAB = HeaderNames.create("X-Lab");
    private static final Set<Method> METHODS = Set.of(Method.GET, Method.POST, Method.DELETE);
    private final String token = Secret.random();
    /// Addresses that let a browser in once, see [#once()].
    private final Set<String> unused = ConcurrentHashMap.newKeySet();
    private final Visitors visitors;
    private final Routes routes;
    private final String home;
    private final Predicate<RoutingRequest> here;
    private final String elsewhere;

    /// A gate.
    ///
    /// @param home the page to which the entrance leads
    /// @param here whether a request names this server
    /// @param elsewhere what is said to those who name another
    Gate(Visitors visitors, Routes routes, String home, Predicate<RoutingRequest> here, String elsewhere) {
        this.visitors = visitors;
        this.routes = routes;
        this.home = home;
        this.here = here;
        this.elsewhere = elsewhere;
    }

    String token() {
        return token;
    }

    /// {@return a token for one entrance} Anyone who can list processes sees the address that a browser is started
    /// with; it is worthless once the browser has used it.
    String once() {
        String fresh = Secret.random();
        unused.add(fresh);
        return fresh;
    }

    private boolean isToken(String given) {
        return Secret.same(given, token) || unused.remove(given);
    }

    @Override
    public boolean admits(RoutingRequest request, RoutingResponse response) {
        Origins.protect(response);
        if (!here.test(request)) {
            return refuse(response, 421, elsewhere);
        }
        Method method = request.prologue().method();
        boolean get = method.equals(Method.GET);
        if (!Origins.isOwn(request, "http")) {
            return refuse(response, 403, "Requests of other pages are refused.");
        }
        if (!METHODS.contains(method)) {
            return refuse(response, 405, "This method is not known here.");
        }
        boolean entrance = get && request.path().rawPath().equals("/");
        if (entrance && isToken(request.query().first("token").orElse(""))) {
            visitors.give(visitors.owner(), response, "");
            // Not behind #, where a link may have settings; the page takes it out of the address at once.
            response.header(
                    HeaderNames.LOCATION, home + "?key=" + visitors.owner().key());
            response.status(Status.SEE_OTHER_303).send();
            return false;
        }
        Handler open = routes.openTo(method, request.path().rawPath());
        if (open != null) {
            return answer(open, request, response);
        }
        Visitor visitor = visitors.find(request);
        boolean page = get && !request.path().path().startsWith("/api/");
        if (visitor == null) {
            String stranger = routes.isOpen() ? Refusal.STRANGER_IN_CLASS : Refusal.STRANGER;
            return page
                    ? refuse(response, 401, Refusal.TYPE, stranger)
                    : refuse(response, 401, "This page needs the address that gradus lab printed, with its token.");
        }
        String inAddress = get ? request.query().first("key").orElse("") : "";
        if (!page && !Secret.same(request.headers().first(LAB).orElse(inAddress), visitor.key())) {
            return refuse(response, 403, "Only the page itself may ask this.");
        }
        if (!visitor.mayAsk()) {
            return refuse(response, 429, "These are too many questions in a short time; wait some seconds.");
        }
        request.context().register(visitor);
        return true;
    }

    /// Answers somebody who is not known, on a connection that makes room for others and is not kept.
    private static boolean answer(Handler open, RoutingRequest request, RoutingResponse response) {
        response.header(HeaderValues.CONNECTION_CLOSE);
        try {
            open.handle(request, response);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return false;
    }

    private static boolean refuse(RoutingResponse response, int status, String why) {
        return refuse(response, status, "text/plain; charset=utf-8", why);
    }

    private static boolean refuse(RoutingResponse response, int status, String type, String why) {
        return Origins.refuse(response, status, type, why);
    }
}
