package gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.lab.Lab;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabCommandTest {
    @TempDir
    private Path folder = Path.of("");

    /// Starts the command, reads what it prints up to the address, looks at the page, and ends it.
    private static List<String> openAndClose(Object... arguments) throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        PipedReader reader = new PipedReader(8192);
        StringWriter err = new StringWriter();
        AtomicInteger code = new AtomicInteger(-1);
        List<String> texts = new ArrayList<>(List.of("lab", "--no-open"));
        for (Object argument : arguments) {
            texts.add(argument.toString());
        }
        try (PrintWriter out = new PrintWriter(new PipedWriter(reader), true);
                BufferedReader printed = new BufferedReader(reader)) {
            Thread command =
                    new Thread(() -> code.set(Main.run(out, new PrintWriter(err, true), texts.toArray(String[]::new))));
            command.start();
            String line = printed.readLine();
            while (line != null && !line.contains("http://")) {
                lines.add(line);
                line = printed.readLine();
            }
            lines.add(String.valueOf(line));
            HttpResponse<String> page = HttpClient.newBuilder()
                    .cookieHandler(new CookieManager())
                    .followRedirects(HttpClient.Redirect.NORMAL)
                    .build()
                    .send(
                            HttpRequest.newBuilder(URI.create(lines.getLast().strip()))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(page.statusCode()).isEqualTo(200);
            command.interrupt();
            command.join(20_000);
        }
        assertThat(err.toString()).isEmpty();
        assertThat(code.get()).isZero();
        return lines;
    }

    @Test
    void theLab_opensAtTheAddressThatIsPrinted() throws IOException, InterruptedException {
        List<String> printed = openAndClose("--runs", folder.resolve("runs"));

        assertThat(printed.getFirst()).isEqualTo("The lab is open, for this machine only, until you press Ctrl-C:");
        assertThat(printed.getLast()).matches(" {2}http://127\\.0\\.0\\.1:[0-9]+/\\?token=[0-9a-f]{64}");
        assertThat(folder.resolve("runs")).isDirectory();
    }

    @Test
    void aClass_saysWhereStudentsJoin_andWhatIsTheTeachers() throws IOException, InterruptedException {
        List<String> printed =
                openAndClose("--class", "--host", "127.0.0.1", "--port", 0, "--runs", folder.resolve("runs"));

        assertThat(printed.getFirst())
                .isEqualTo("The class is open, for this machine only, until you press Ctrl-C. Students join in another"
                        + " browser of this machine with");
        assertThat(printed.getLast()).matches(" {2}http://127\\.0\\.0\\.1:[0-9]+/join#[a-z2-9-]{14}");
    }

    @Test
    void theAddressOfAClass_isOneOfThisMachine() {
        assertThat(Ran.of("lab", "--host", "127.0.0.1").err()).contains("--host is for a class; add --class");
        assertThat(Ran.of("lab", "--class", "--host", "0.0.0.0").err())
                .contains("--host must be one address of this machine", "0.0.0.0 is all of them");
        assertThat(Ran.of("lab", "--class", "--host", "192.0.2.7").err())
                .contains("--host must be an address of this machine (", "got 192.0.2.7");
    }

    @Test
    void aLink_opensWithTheLab() throws IOException, InterruptedException {
        String run = "#run=eyJ2IjoxLCJzZXR0aW5ncyI6e319";

        List<String> printed =
                openAndClose("http://127.0.0.1:7017/" + run, "--port", 0, "--runs", folder.resolve("runs"));

        assertThat(printed.getLast()).matches(" {2}http://127\\.0\\.0\\.1:[0-9]+/\\?token=[0-9a-f]{64}" + run);
    }

    @Test
    void whatIsNoLink_isRefused() {
        StringWriter err = new StringWriter();

        int code = Main.run(
                new PrintWriter(new StringWriter()),
                new PrintWriter(err, true),
                "lab",
                "--no-open",
                "http://example.org/");

        assertThat(code).isNotZero();
        assertThat(err.toString()).contains("LINK must be a link that Share made");
    }

    /// {"a":1}, text that is not JSON, a version of later, settings that are a list, and an unknown optimizer.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "eyJhIjoxfQ",
                "aGVsbG8gd29ybGQ",
                "eyJ2IjoyLCJzZXR0aW5ncyI6e319",
                "eyJ2IjoxLCJzZXR0aW5ncyI6W119",
                "eyJ2IjoxLCJzZXR0aW5ncyI6eyJvcHRpbWl6ZXIiOiJub25lc3VjaCJ9fQ"
            })
    void aLinkWithoutARun_isRefused_alsoForAClass(String run) {
        String link = "http://127.0.0.1:7017/#run=" + run;
        Ran alone = Ran.of("lab", "--no-open", "--runs", folder, link);
        Ran withClass = Ran.of("lab", "--class", "--host", "127.0.0.1", "--no-open", "--runs", folder, link);

        assertThat(alone.code()).isEqualTo(Ran.of("lab", "http://example.org/").code());
        assertThat(withClass.code()).isEqualTo(alone.code());
        assertThat(withClass.err())
                .isEqualTo(alone.err())
                .containsPattern("LINK holds no settings of a run|cannot build");
        assertThat(alone.err().strip().lines()).hasSize(1);
    }

    /// Other users of the machine can read the arguments of processes.
    @Test
    @EnabledOnOs(OS.LINUX)
    void whatOpensTheBrowser_isGivenAnAddressForOneUse() throws IOException, InterruptedException {
        Path opened = folder.resolve("opened");
        Path opener = Files.writeString(
                folder.resolve("xdg-open"),
                "#!/bin/sh\necho \"$1\" >" + opened + ".part\nmv " + opened + ".part " + opened);
        assertThat(opener.toFile().setExecutable(true)).isTrue();
        ProcessBuilder command = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules=jdk.incubator.vector",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "lab",
                        "--runs",
                        folder.resolve("runs").toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        command.environment().put("PATH", folder + ":" + System.getenv("PATH"));
        command.environment().put("DISPLAY", ":9");
        Process process = command.start();
        try (BufferedReader printed = process.inputReader();
                HttpClient client = HttpClient.newHttpClient()) {
            String line = String.valueOf(printed.readLine());
            while (!line.contains("http://") && !line.equals("null")) {
                line = String.valueOf(printed.readLine());
            }
            for (int i = 0; i < 1200 && !Files.exists(opened); i++) {
                Thread.sleep(50);
            }
            String address = Files.readString(opened).strip();
            String token = line.strip().replaceFirst(".*token=", "");
            assertThat(token).hasSize(64);
            assertThat(address).contains("?token=").doesNotContain(token);
            assertThat(process.info().arguments().map(List::of).orElse(List.of()))
                    .noneMatch(argument -> argument.contains(token));
            HttpRequest request = HttpRequest.newBuilder(URI.create(address)).build();
            assertThat(client.send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(303);
            assertThat(client.send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(401);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void aRunThatCannotBeRead_isTold() throws IOException, InterruptedException {
        Path runs = Files.createDirectories(folder.resolve("runs"));
        Files.writeString(runs.resolve("run-1.json"), "{");

        assertThat(openAndClose("--runs", runs))
                .anyMatch(line -> line.startsWith("Note: the run in") && line.contains("is left out"));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whereAnotherLabKeepsItsRuns_aNoteNamesTheOption() throws IOException, InterruptedException {
        ProcessBuilder command = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules=jdk.incubator.vector",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "lab",
                        "--no-open")
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        command.environment().put("XDG_STATE_HOME", folder.toString());
        Path usual = folder.resolve("gradus/lab");
        try (Lab other = Lab.start(0, usual)) {
            assertThat(other.warnings()).isEmpty();
            Process process = command.start();
            try (BufferedReader printed = process.inputReader()) {
                assertThat(printed.readLine())
                        .isEqualTo("Note: runs are not kept when this lab ends, because another lab keeps its runs in "
                                + usual + "; close it, or choose another folder. The option --runs names another"
                                + " folder.");
                assertThat(printed.readLine()).startsWith("The lab is open");
            } finally {
                process.destroyForcibly().waitFor();
            }
        }
    }

    @Test
    void aPortThatIsTaken_isExplained() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Ran ran = Ran.of("lab", "--no-open", "--runs", folder, "--port", taken.getLocalPort());

            assertThat(ran.code()).isEqualTo(1);
            assertThat(ran.err())
                    .contains("port " + taken.getLocalPort(), "choose another one")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void whatCannotBe_isOneSentence() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThat(Ran.of("lab", "--port", "70000").err()).contains("--port must be from 0 to 65535, got 70000");
        assertThat(Ran.of("lab", "--runs", file.resolve("below")).err())
                .contains("cannot be read or written: Not a directory");
    }
}
