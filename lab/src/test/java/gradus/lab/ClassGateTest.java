package gradus.lab;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.lab.server.Routes.Audience;
import gradus.lab.server.Routes.Route;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Who is let in where in a class: strangers, students and their teacher.
final class ClassGateTest {
    /// What answers with a stream that does not end.
    private static final Pattern STREAM = Pattern.compile("/api/(events|class/(events|news|seats/1/look))");

    private static Lab lab;
    private static Wire wire;
    private static String code;
    private static Member teacher;
    private static Member ada;
    private static Member ben;

    /// Somebody who was let in.
    private record Member(String cookie, String key) {
        List<String> headers() {
            return List.of("Host: " + wire.host(), "Cookie: " + cookie, "X-Lab: " + key);
        }
    }

    @BeforeAll
    static void start() throws IOException {
        lab = Lab.startClass(InetAddress.getLoopbackAddress(), 0);
        URI address = URI.create(lab.address());
        wire = new Wire(address);
        code = lab.joinAddress().replaceFirst(".*#", "");
        String entered = wire.send("GET", "/?" + address.getQuery(), List.of("Host: " + wire.host()));
        teacher = new Member(
                found("(?i)set-cookie: ([^;]+); Path=/; HttpOnly; SameSite=Strict\r", entered),
                found("Location: /class[?]key=([0-9a-f]{64})\r", entered));
        ada = join("Ada");
        ben = join("Ben");
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    private static String found(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(1);
    }

    private static String asking(String name, String code) {
        return "{\"code\":\"" + code + "\",\"name\":\"" + name + "\"}";
    }

    private static Member join(String name) throws IOException {
        String answer = wire.post("/api/join", asking(name, code), List.of());
        return new Member(
                found("(?i)set-cookie: ([^;]+); Path=/; HttpOnly; SameSite=Strict; Max-Age=43200\r", answer),
                found("\"key\":\"([0-9a-f]{64})\"", answer));
    }

    private static String path(Route route) {
        return route.path().replaceAll("\\{[a-z]+}", "1");
    }

    @TestFactory
    List<DynamicTest> everyRoute_isRefusedToStrangersByEveryMethod() {
        return lab.routes().stream()
                .map(route ->
                        DynamicTest.dynamicTest(route.method() + " " + route.path(), () -> isRefusedToStrangers(route)))
                .toList();
    }

    private static void isRefusedToStrangers(Route route) throws IOException {
        String host = "Host: " + wire.host();
        String own = "Cookie: " + ada.cookie();
        String key = "X-Lab: " + ada.key();
        Map<String, List<String>> strangers = new LinkedHashMap<>();
        strangers.put("bad Host", List.of("Host: evil.example", key, own));
        strangers.put("foreign Origin", List.of(host, key, own, "Origin: http://evil.example"));
        strangers.put("foreign site", List.of(host, key, own, "Sec-Fetch-Site: cross-site"));
        strangers.put("nothing", List.of(host));
        strangers.put("no cookie", List.of(host, key));
        strangers.put("bad cookie", List.of(host, key, own.substring(0, own.length() - 2) + "zz"));
        strangers.put("no key", List.of(host, own));
        strangers.put("the key of another", List.of(host, own, "X-Lab: " + ben.key()));
        // Of the other methods, see GateTest.
        for (String method : List.of(route.method(), "PUT")) {
            for (Map.Entry<String, List<String>> stranger : strangers.entrySet()) {
                boolean page = method.equals("GET") && !path(route).startsWith("/api/");
                boolean open = route.audience() == Audience.ANYONE && method.equals(route.method());
                boolean known = stranger.getKey().contains("key");
                boolean foreign =
                        stranger.getValue().size() > 3 || stranger.getKey().equals("bad Host");
                if ((!foreign && open) || (page && known)) {
                    continue;
                }
                assertThat(wire.send(method, path(route), stranger.getValue()))
                        .as(stranger.getKey() + ": " + method + " " + route.path())
                        .matches("(?s)HTTP/1\\.1 (400|401|403|405|421) .*")
                        .doesNotContainIgnoringCase("set-cookie");
            }
        }
    }

    @Test
    void whatIsTheTeachers_isRefusedToStudents() throws IOException {
        List<String> refused = new ArrayList<>();
        for (Route route : lab.routes()) {
            if (route.audience() == Audience.OWNER) {
                assertThat(wire.send(route.method(), path(route), ada.headers()))
                        .as(route.toString())
                        .startsWith("HTTP/1.1 403")
                        .contains("In a class, this is for the teacher alone.");
                refused.add(route.path());
            }
        }
        assertThat(refused)
                .contains(
                        "/class",
                        "/compare",
                        "/race",
                        "/api/class/invitation",
                        "/api/class/events",
                        "/api/class/give",
                        "/api/class/open",
                        "/api/class/results",
                        "/api/class/seats/{id}",
                        "/api/class/seats/{id}/look",
                        "/api/comparisons",
                        "/api/range-test",
                        "/api/preview");
    }

    @Test
    void aPageOfTheTeachers_tellsABrowserInAPageWhatToDo() throws IOException {
        List<String> browser = new ArrayList<>(ada.headers());
        browser.add("Accept: text/html,application/xhtml+xml,*/*;q=0.8");
        for (String page : List.of("/class", "/compare", "/race", "/space")) {
            assertThat(wire.send("GET", page, browser))
                    .startsWith("HTTP/1.1 403")
                    .contains("Content-Type: text/html; charset=utf-8", "This page is your teacher's", "href=\"/\"")
                    .doesNotContain("{\"message\"");
        }
        assertThat(wire.send("GET", "/class", List.of("Host: " + wire.host(), "Accept: text/html")))
                .startsWith("HTTP/1.1 401")
                .contains("<h1>This class does not know this browser</h1>");
    }

    @Test
    void theIconThatBrowsersAskFor_isThere() throws IOException {
        assertThat(get("/favicon.ico", ada)).startsWith("HTTP/1.1 200").contains("Content-Type: image/svg+xml");
    }

    @Test
    void wrongCodes_doNotKeepAStudentFromAnotherName() throws IOException {
        try (Lab other = Lab.startClass(InetAddress.getLoopbackAddress(), 0)) {
            Wire door = new Wire(URI.create(other.address()));
            LabClient gina = new LabClient(other, "Gina");
            String answer = "";
            for (int i = 0; i < 200 && !answer.contains("Too many people"); i++) {
                answer = door.post("/api/join", asking("Eve", "aaaa-bbbb-cccc"), List.of());
            }
            assertThat(answer).startsWith("HTTP/1.1 400").contains("wait a minute");

            gina.post("/api/join", asking("Georgina", ""));

            assertThat(gina.get("/api/class/seat")).contains("Georgina");
        }
    }

    @Test
    void whatIsForStudents_isAnswered() throws IOException {
        for (Route route : lab.routes()) {
            if (route.audience() == Audience.GUESTS
                    && route.method().equals("GET")
                    && !STREAM.matcher(path(route)).matches()) {
                assertThat(wire.send("GET", path(route), ada.headers()))
                        .as(route.toString())
                        .matches("(?s)HTTP/1\\.1 (200|400) .*");
            }
        }
    }

    @Test
    void aRouteIsTheTeachers_unlessItIsSaid() {
        assertThat(lab.routes().stream()
                        .filter(route -> route.audience() == Audience.ANYONE)
                        .map(Route::path))
                .containsExactlyInAnyOrder("/join", "/join.js", "/join.css", "/join.svg", "/api/join");
    }

    @Test
    void aStudent_changesTheirOwnRunAlone() throws IOException {
        String settings =
                found("\"start\":(.*),\"limits\"", get("/api/catalog", ada)).replace("\"epochs\":100", "\"epochs\":7");
        assertThat(wire.post("/api/build", settings, ada.headers().subList(1, 3)))
                .startsWith("HTTP/1.1 200");

        assertThat(get("/api/run", ada)).contains("\"epochs\":7");
        assertThat(get("/api/run", ben)).contains("\"epochs\":100");
        assertThat(get("/api/run", teacher)).contains("\"epochs\":100");
        // The address of a student is the teacher's alone.
        assertThat(get("/api/run?student=1", ben)).contains("\"epochs\":100");
        assertThat(wire.send(
                        "GET",
                        "/api/run",
                        List.of(
                                "Host: " + wire.host(),
                                "Cookie: " + ben.cookie(),
                                "X-Lab: " + ben.key(),
                                "X-Student: 1")))
                .contains("\"epochs\":100");
    }

    @Test
    void theTeacher_looksAtAStudentsRun_andCannotChangeIt() throws IOException {
        assertThat(get("/api/run?student=2", teacher)).contains("\"epochs\":100");
        List<String> looking = List.of("Cookie: " + teacher.cookie(), "X-Lab: " + teacher.key(), "X-Student: 2");

        assertThat(wire.post("/api/command", "{\"action\":\"play\",\"value\":0}", looking))
                .startsWith("HTTP/1.1 400")
                .contains("only the student can change it");
        assertThat(get("/api/run?student=99", teacher)).contains("This student is not in the class any more.");
    }

    @Test
    void theWrongCode_opensNothing() throws IOException {
        for (String wrong : List.of("", "aaaa-bbbb-cccc", code.substring(1))) {
            assertThat(wire.post("/api/join", asking("Eve", wrong), List.of()))
                    .startsWith("HTTP/1.1 400")
                    .contains("This code is not that of this class.")
                    .doesNotContainIgnoringCase("set-cookie");
        }
    }

    @Test
    void theCode_isInNoAddressThatAServerSees() throws IOException {
        assertThat(lab.joinAddress()).matches("http://127\\.0\\.0\\.1:[0-9]+/join#[a-z2-9]{4}(-[a-z2-9]{4}){2}");
        assertThat(wire.send("GET", "/join", List.of("Host: " + wire.host())))
                .startsWith("HTTP/1.1 200")
                .contains("Referrer-Policy: no-referrer")
                .doesNotContain(code);
        assertThat(get("/api/class/invitation", teacher)).contains(code);
    }

    @Test
    void aPageThatIsLoadedAgain_isTheSameStudent() throws IOException {
        Member carol = join("Carol");
        List<String> own = List.of("Cookie: " + carol.cookie(), "X-Lab: " + carol.key());

        assertThat(wire.post("/api/join", asking("Caroline", code), own)).contains(carol.key(), carol.cookie());
        assertThat(get("/api/class/seat", carol)).contains("Caroline");
        assertThat(wire.post("/api/join", asking("Caroline", code), own.subList(0, 1)))
                .as("a cookie is refused without its key")
                .startsWith("HTTP/1.1 400")
                .contains("Caroline is in this class already.");
        assertThat(wire.post("/api/join", asking("Tina", code), List.of("Cookie: " + teacher.cookie())))
                .startsWith("HTTP/1.1 400")
                .contains("This browser is the teacher's");
    }

    @Test
    void aStudentWhoWasTakenOffTheList_isAStranger() throws IOException {
        Member dora = join("Dora");
        int id = Integer.parseInt(found("\"id\":([0-9]+),\"name\":\"Dora\"", seats()));

        assertThat(wire.send("DELETE", "/api/class/seats/" + id, teacher.headers()))
                .startsWith("HTTP/1.1 200");

        assertThat(get("/api/run", dora)).startsWith("HTTP/1.1 401");
        assertThat(get("/", dora)).startsWith("HTTP/1.1 401").contains("your teacher removed you", "href=\"/join\"");
        assertThat(join("Dora").key()).isNotEqualTo(dora.key());
    }

    @Test
    void tooManyRequestsOfAStudent_areRefusedForAWhile() throws IOException {
        Member fred = join("Fred");
        String answer = "HTTP/1.1 200";
        for (int i = 0; i < 1000 && answer.startsWith("HTTP/1.1 200"); i++) {
            answer = get("/api/class/seat", fred);
        }
        assertThat(answer).startsWith("HTTP/1.1 429").contains("too many questions in a short time");
        assertThat(get("/api/class/seat", ada)).startsWith("HTTP/1.1 200");
    }

    /// The first event of the teacher's stream.
    private static String seats() {
        return new LabClient(lab).event("/api/class/events");
    }

    private static String get(String path, Member member) throws IOException {
        return wire.send("GET", path, member.headers());
    }
}
