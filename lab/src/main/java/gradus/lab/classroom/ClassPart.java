package gradus.lab.classroom;

import static gradus.internal.Require.require;

import gradus.lab.bench.Desk;
import gradus.lab.bench.Desks;
import gradus.lab.messages.ClassMessages.Guess;
import gradus.lab.messages.ClassMessages.Join;
import gradus.lab.messages.ClassMessages.Opened;
import gradus.lab.messages.LabSettings;
import gradus.lab.messages.Messages;
import gradus.lab.server.Download;
import gradus.lab.server.Part;
import gradus.lab.server.Rate;
import gradus.lab.server.Routes;
import gradus.lab.server.Visitor;
import gradus.lab.server.Visitors;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/// The page of the teacher, the one on which students join, and what their pages ask for.
public final class ClassPart implements Part, Desks {
    /// The page of the teacher.
    public static final String TEACHER = "/class";
    static final String JOIN = "/join";

    private static final Messages.Done DONE = new Messages.Done("");
    private static final HeaderName STUDENT = HeaderNames.create("X-Student");
    /// Attempts to join from one address, behind which a whole class may be.
    private static final double JOINS_A_SECOND = 0.2;
    private static final double JOINS_AT_ONCE = 60;
    private static final int ADDRESSES = 1000;

    private final Classroom classroom;
    private final Visitors visitors;
    private final Desk own;
    private final Invitations invitations = new Invitations();
    private final Map<String, Rate> joins = new LinkedHashMap<>();
    private Supplier<String> origin = () -> "";

    /// For a class.
    ///
    /// @param own the teacher's desk
    public ClassPart(Classroom classroom, Visitors visitors, Desk own) {
        this.classroom = classroom;
        this.visitors = visitors;
        this.own = own;
    }

    /// Where the server listens, which is known later.
    public void at(Supplier<String> server) {
        origin = server;
    }

    /// The link with which students join.
    public String link() {
        return invitations.link(origin.get());
    }

    @Override
    public void routes(Routes routes) {
        String folder = "/gradus/lab/page/";
        routes.anyone(open -> open.page(JOIN, folder + "join.html")
                .page("/join.js", folder + "join.js")
                .page("/join.css", folder + "join.css")
                .page("/join.svg", folder + "icon.svg")
                .welcome("/api/join", Join.class, visitors, this::join));
        routes.guests(open -> open
                .page("/seat.js", folder + "seat.js")
                .get("/api/class/seat", request -> seat(request).news(classroom.given()))
                .stream("/api/class/news", (request, last) -> new SeatStream(classroom, seat(request)))
                .post("/api/class/guess", Guess.class, (request, guess) -> {
                    classroom.guess(seat(request), guess);
                    return DONE;
                }));
        routes
                .page(TEACHER, folder + "class.html")
                .page("/class.js", folder + "class.js")
                .page("/class.css", folder + "class.css")
                .page("/roster.js", folder + "roster.js")
                .get("/api/class/invitation", request -> invitations.of(origin.get()))
                .stream("/api/class/events", (request, last) -> new ClassStream(classroom))
                .stream(
                        "/api/class/seats/{id}/look",
                        (request, last) -> new LookStream(classroom, classroom.get(Routes.id(request))))
                .post("/api/class/give", LabSettings.class, (request, settings) -> {
                    classroom.give(settings);
                    return DONE;
                })
                .post("/api/class/open", Opened.class, (request, opened) -> {
                    classroom.open(opened.page());
                    return DONE;
                })
                .delete("/api/class/seats/{id}", request -> {
                    classroom.remove(Routes.id(request));
                    return DONE;
                })
                .download(
                        "/api/class/results",
                        request -> new Download(
                                "class.csv",
                                "text/csv; charset=utf-8",
                                classroom.csv().getBytes(StandardCharsets.UTF_8)));
    }

    private Seat seat(ServerRequest request) {
        return classroom.of(Visitor.of(request));
    }

    private Visitor join(ServerRequest request, Join join) {
        Visitor known = visitors.find(request);
        require(
                known == null || !known.isOwner(),
                "This browser is the teacher's; to try what students see, join in another browser or a private"
                        + " window.");
        Seat seat = visitors.isProven(known, request) ? classroom.find(known) : null;
        return seat == null ? comes(request, join) : changesName(seat, join.name());
    }

    private Visitor comes(ServerRequest request, Join join) {
        require(
                mayTry(request.remotePeer().host()),
                "Too many people tried to join from this device or network; wait a minute, then try again.");
        require(
                invitations.isRight(join.code()),
                "This code is not that of this class. Scan the code on your teacher's screen, or type it again.");
        return classroom.join(join.name()).visitor();
    }

    /// A student who is in needs no code, and what strangers behind the same address try does not count.
    private Visitor changesName(Seat seat, String name) {
        require(seat.visitor().mayAsk(), "You changed your name too often; wait some seconds.");
        classroom.rename(seat, name);
        return seat.visitor();
    }

    private boolean mayTry(String address) {
        synchronized (joins) {
            if (joins.size() >= ADDRESSES) {
                joins.remove(joins.keySet().iterator().next());
            }
            return joins.computeIfAbsent(address, key -> new Rate(JOINS_A_SECOND, JOINS_AT_ONCE))
                    .allows();
        }
    }

    @Override
    public Desk seen(ServerRequest request) {
        Visitor visitor = Visitor.of(request);
        if (!visitor.isOwner()) {
            return classroom.of(visitor).desk();
        }
        String student = student(request);
        return student.isEmpty() ? own : classroom.get(Routes.number(student)).desk();
    }

    @Override
    public Desk own(ServerRequest request) {
        require(
                !Visitor.of(request).isOwner() || student(request).isEmpty(),
                "You look at the run of a student; only the student can change it.");
        return seen(request);
    }

    /// The student at whose run the teacher's page looks, or empty.
    private static String student(ServerRequest request) {
        String inAddress = request.prologue().method().equals(Method.GET)
                ? request.query().first("student").orElse("")
                : "";
        return request.headers().first(STUDENT).orElse(inAddress);
    }

    @Override
    public void close() {
        classroom.close();
    }
}
