package gradus.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// `./gradus` as a process, through the shell. Runs after everything is packed.
@Tag("long")
class LauncherTest {
    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
    private static final Path LAUNCHER = HOME.resolve("gradus");
    private static final Path APP = HOME.resolve("dist/target/gradus");
    private static final String BUILDING = "gradus: building, once; this takes a minute or two...\n";

    @TempDir
    private Path folder = Path.of("");

    /// Maven has just built what the launcher would build.
    @BeforeAll
    static void markAsBuilt() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "there is no /bin/sh here");
        Files.write(APP.resolve(".built"), new byte[0]);
    }

    private Ran run(Map<String, String> environment, Object... command) throws Exception {
        return Ran.of(folder, environment, command);
    }

    private static List<Path> caches() throws IOException {
        return Ran.list(APP.resolve("lib")).stream()
                .filter(file -> file.toString().endsWith(".aot"))
                .toList();
    }

    @Test
    void fromAnotherFolderAndThroughASymlink_itStarts() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("my gradus"), LAUNCHER);
        Ran ran = run(Map.of(), link, "datasets");
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).contains("digits");
        assertThat(ran.code()).isZero();
    }

    @Test
    void afterABuild_itLearnsToStartQuickly_once() throws Exception {
        for (Path cache : caches()) {
            Files.delete(cache);
        }
        assertThat(run(Map.of(), LAUNCHER, "datasets")).isEqualTo(run(Map.of(), LAUNCHER, "datasets"));
        assertThat(caches())
                .singleElement()
                .satisfies(cache -> assertThat(Files.size(cache)).isGreaterThan(1_000_000));
        FileTime learned = Files.getLastModifiedTime(caches().getFirst());
        run(Map.of(), LAUNCHER, "datasets");
        assertThat(Files.getLastModifiedTime(caches().getFirst())).isEqualTo(learned);
        // Another jar: what was learned of the old one is of no use.
        Path jar = Ran.list(APP.resolve("lib")).stream()
                .filter(file -> file.toString().contains("gradus-cli"))
                .findFirst()
                .orElseThrow();
        FileTime packed = Files.getLastModifiedTime(jar);
        Files.setLastModifiedTime(jar, FileTime.fromMillis(0));
        Path before = caches().getFirst();
        run(Map.of(), LAUNCHER, "datasets");
        assertThat(caches()).hasSize(1).doesNotContain(before);
        Files.setLastModifiedTime(jar, packed);
    }

    @Test
    void aJavaHomeThatIsNone_isPassedOver() throws Exception {
        Ran ran = run(Map.of("JAVA_HOME", "/nowhere"), LAUNCHER, "--version");
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).contains("gradus " + System.getProperty("gradus.version"));
        assertThat(ran.code()).isZero();
    }

    /// The program loads the Vector API itself, so that the JVM does not warn of it.
    @Test
    void theVectorApi_isUsed_withoutAWordOnStandardError() throws Exception {
        Ran ran = run(Map.of("GRADUS_JAVA_OPTS", "-Dgradus.kernels=simd"), LAUNCHER, "--version");
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).contains("kernels  simd (Vector API");
    }

    @Test
    void withoutAJdk_itSaysWhatIsNeeded() throws Exception {
        Path tools = tools("sh", "cat", "dirname", "find", "head", "readlink", "sed");
        Map<String, String> bare = Map.of("PATH", tools.toString(), "JAVA_HOME", "", "GRADUS_JDKS", tools.toString());
        Ran ran = run(bare, LAUNCHER, "datasets");
        assertThat(ran.err())
                .isEqualTo("gradus: needs a JDK 25 or later and found none. Install one, or set JAVA_HOME to it.\n");
        assertThat(ran.code()).isEqualTo(1);
    }

    private Path tools(String... names) throws IOException {
        Path tools = Files.createDirectory(folder.resolve("tools"));
        for (String tool : names) {
            Path found = Files.exists(Path.of("/bin", tool)) ? Path.of("/bin", tool) : Path.of("/usr/bin", tool);
            Files.createSymbolicLink(tools.resolve(tool), found);
        }
        return tools;
    }

    @Test
    void exitCodes_comeThroughTheShell() throws Exception {
        Ran failed = run(Map.of(), LAUNCHER, "train", "no such file.csv");
        assertThat(failed.err()).isEqualTo("gradus: cannot read no such file.csv: the file does not exist\n");
        assertThat(failed.code()).isEqualTo(1);
        assertThat(run(Map.of(), LAUNCHER, "train", "--nonsense").code()).isEqualTo(2);
    }

    @Test
    void optionsOfTheUser_neverBreakTheStart() throws Exception {
        for (String options : List.of("-Xshare:off", "-XX:+UseParallelGC", "-XX:+UseZGC -Xmx512m", "-Xmn8m -Xlog:gc")) {
            Ran ran = run(Map.of("GRADUS_JAVA_OPTS", options), LAUNCHER, "datasets");
            assertThat(ran.code()).as(options + ran.err()).isZero();
            assertThat(ran.out()).contains("digits");
        }
        Ran ran = run(
                Map.of("JAVA_TOOL_OPTIONS", "-XX:+UseG1GC", "JDK_JAVA_OPTIONS", "-Xshare:off"), LAUNCHER, "datasets");
        assertThat(ran.code()).as(ran.err()).isZero();
    }

    /// A JVM limited to older instructions stands in for another processor.
    @Test
    @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
    void aResumeWithOtherInstructions_saysSo_andSoDoesTheFolderOfTheRun() throws Exception {
        Path checkpoints = folder.resolve("checkpoints");
        Path run = folder.resolve("run");
        Map<String, String> narrow = Map.of("GRADUS_JAVA_OPTS", "-XX:MaxVectorSize=16");
        Ran begun = run(narrow, LAUNCHER, "train", "iris", "--epochs", 2, "--quiet", "--checkpoint", checkpoints);
        assertThat(begun.code()).as(begun.err()).isZero();
        Ran resumed = run(
                Map.of(),
                LAUNCHER,
                "train",
                "iris",
                "--epochs",
                3,
                "--quiet",
                "--checkpoint",
                checkpoints,
                "--resume",
                "--out",
                run);
        assertThat(resumed.code()).isZero();
        assertThat(resumed.err())
                .contains("was saved where kernels compute with oneDNN ", "; plain Java loops, and here they compute")
                .endsWith(" Training continues, but not with the bits of an uninterrupted run.\n");
        assertThat(Files.readString(run.resolve("run.json")))
                .contains(
                        "not with the bits of an uninterrupted run", "\"kernels\" : \"onednn (oneDNN ", "Vector API, ");
    }

    @Test
    void aJvmThatCannotStart_isHeard() throws Exception {
        Ran ran = run(Map.of("GRADUS_JAVA_OPTS", "-XX:NoSuchOption"), LAUNCHER, "datasets");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err() + ran.out()).contains("NoSuchOption");
        Ran memory = run(Map.of("JAVA_TOOL_OPTIONS", "-Xmx1k"), LAUNCHER, "datasets");
        assertThat(memory.code()).isEqualTo(1);
        assertThat(memory.err() + memory.out()).contains("Too small maximum heap");
    }

    @Test
    void tooLittleMemory_isOneSentence() throws Exception {
        Map<String, String> little = Map.of("GRADUS_JAVA_OPTS", "-Xmx48m");
        Ran ran = run(little, LAUNCHER, "train", "iris", "--layers", "dense(20000) dense(20000)", "--quiet");
        assertThat(ran.err().lines())
                .singleElement()
                .asString()
                .contains(" parameters take ", "and Java has", "give it more with GRADUS_JAVA_OPTS=-Xmx");
        assertThat(ran.code()).isEqualTo(2);
    }

    @Test
    @Timeout(90)
    void interrupted_itSavesWhatWasLearnedAndExitsWith130() throws Exception {
        Path run = folder.resolve("a run");
        Process process = Ran.start(
                folder, Map.of(), LAUNCHER, "train", "iris", "--epochs", 1_000_000, "--patience", 0, "--out", run);
        Ran ran;
        try {
            while (process.isAlive() && !Ran.read(folder, "out").contains("Epoch 1/")) {
                Thread.sleep(50);
            }
            assertThat(process.isAlive()).as(Ran.read(folder, "err")).isTrue();
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                    .start()
                    .waitFor();
            ran = Ran.of(folder, process);
        } finally {
            process.destroyForcibly();
        }
        assertThat(ran.code()).isEqualTo(130);
        assertThat(ran.out()).contains("(interrupted)", "Saved to ");
        assertThat(run(Map.of(), LAUNCHER, "summary", run.resolve("model.keras"))
                        .out())
                .contains("4,675");
        assertThat(Files.readAllLines(run.resolve("history.csv"))).hasSizeGreaterThan(1);
    }

    /// A checkout of one source file, and a Maven that takes a second and notes that it was called. What it builds says
    /// its arguments.
    private Path checkout() throws IOException {
        Path home = Files.createDirectories(folder.resolve("a checkout"));
        Files.createDirectories(home.resolve("core/src/main"));
        Files.writeString(home.resolve("core/src/main/A.java"), "class A {}");
        Files.copy(LAUNCHER, home.resolve("gradus"));
        Path maven = Files.createDirectories(folder.resolve("maven")).resolve("mvn");
        Files.writeString(maven, """
            #!/bin/sh
            echo "$PWD" >>"$(dirname "$0")/calls"
            sleep 1
            mkdir -p dist/target/gradus/bin
            printf '#!/bin/sh\\necho started "$@"\\n' >dist/target/gradus/bin/gradus
            chmod +x dist/target/gradus/bin/gradus
            """);
        assertThat(maven.toFile().setExecutable(true)).isTrue();
        return home;
    }

    private Map<String, String> withMaven() {
        return Map.of("PATH", folder.resolve("maven") + ":" + System.getenv("PATH"));
    }

    private int builds() throws IOException {
        return Files.readAllLines(folder.resolve("maven/calls")).size();
    }

    @Test
    void aCheckout_isBuiltOnce_byOneOfManyRuns_andAgainWhenASourceChanges() throws Exception {
        Path home = checkout();
        List<Process> runs = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Path own = Files.createDirectory(folder.resolve("run" + i));
            runs.add(Ran.start(own, withMaven(), home.resolve("gradus"), "two words", i));
        }
        for (int i = 0; i < 3; i++) {
            assertThat(Ran.of(folder.resolve("run" + i), runs.get(i)).out()).isEqualTo("started two words " + i + "\n");
        }
        assertThat(builds()).isEqualTo(1);
        Files.writeString(home.resolve("core/src/main/A.java"), "class A { int a; }");
        Files.setLastModifiedTime(
                home.resolve("core/src/main/A.java"), FileTime.fromMillis(System.currentTimeMillis() + 2000));
        assertThat(run(withMaven(), home.resolve("gradus")).err()).isEqualTo(BUILDING);
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void aCopyOfABuiltCheckout_isNotBuiltAgain() throws Exception {
        Path home = checkout();
        run(withMaven(), home.resolve("gradus"));
        Thread.sleep(1100);
        run(Map.of(), "cp", "-r", home, folder.resolve("copy"));
        // As where the copy of the sources has come last.
        Path source = folder.resolve("copy/core/src/main/A.java");
        Files.setLastModifiedTime(source, FileTime.fromMillis(System.currentTimeMillis() + 2000));
        Ran ran = run(withMaven(), folder.resolve("copy/gradus"), "x");
        assertThat(ran.out()).isEqualTo("started x\n");
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void withoutMaven_itSaysWhatIsNeeded() throws Exception {
        Path tools = tools("sh", "cat", "dirname", "find", "head", "mkdir", "readlink", "rm", "sleep");
        Ran ran = run(Map.of("PATH", tools.toString()), checkout().resolve("gradus"));
        assertThat(ran.err())
                .isEqualTo("gradus: must be built once and needs Maven (mvn) for it. Install Maven, then try again.\n");
        assertThat(ran.code()).isEqualTo(1);
    }

    @Test
    void aBuildThatFails_isShown_andTriedAgain() throws Exception {
        Path home = checkout();
        Files.writeString(folder.resolve("maven/mvn"), "#!/bin/sh\necho it broke; exit 1\n");
        Ran ran = run(withMaven(), home.resolve("gradus"));
        assertThat(ran.err())
                .startsWith(BUILDING + "gradus: the build failed; the end of ")
                .endsWith("it broke\n");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(run(withMaven(), home.resolve("gradus")).err()).startsWith(BUILDING);
    }
}
