package gradus.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A program of a user, compiled against the packaged jars and run by a JVM of its own. It has an SLF4J provider.
class LibraryTest {
    private static final Path LIB = Path.of("target/lib").toAbsolutePath();
    private static final Path PROGRAMS = Path.of("src/programs").toAbsolutePath();
    private static final String[] SIMD = {"--add-modules", "jdk.incubator.vector"};
    private static final String SLOW = "WARNING: Gradus uses the scalar kernels";

    @TempDir
    private Path folder = Path.of("");

    private Ran run(String[] flags, Object... path) throws Exception {
        List<Object> command = new ArrayList<>(List.of(Ran.jdk("java")));
        command.addAll(List.of(flags));
        command.addAll(List.of(path));
        command.add(folder.resolve("iris.keras"));
        Ran ran = Ran.of(folder, Map.of(), command.toArray());
        assertThat(ran.code()).as(ran.err()).isZero();
        return ran;
    }

    /// Where the provider writes depends on its configuration.
    private static String all(Ran ran) {
        return ran.out() + ran.err();
    }

    private void compile(Object... more) throws Exception {
        Object[] command = Stream.concat(Stream.of(Ran.jdk("javac"), "-d", folder.resolve("classes")), Stream.of(more))
                .toArray();
        Ran ran = Ran.of(folder, Map.of(), command);
        assertThat(ran.code()).as(ran.err() + ran.out()).isZero();
    }

    @Test
    void onTheClassPath_itTrainsSavesLoadsAndLogs_andSaysHowToBeFaster() throws Exception {
        compile("-cp", LIB + "/*", PROGRAMS.resolve("app/Program.java"));
        String path = folder.resolve("classes") + ":" + LIB + "/*";
        Ran plain = run(new String[0], "-cp", path, "app.Program");
        assertThat(all(plain))
                .contains(
                        "modular: false",
                        "INFO app - same predictions: true",
                        "io.jhdf",
                        SLOW,
                        "--add-modules jdk.incubator.vector")
                .doesNotContain("SLF4J(W)");
        assertThat(all(run(SIMD, "-cp", path, "app.Program")))
                .contains("INFO app - same predictions: true", "INFO: Gradus uses the simd kernels");
    }

    @Test
    void onTheModulePath_itTrainsSavesLoadsAndLogs() throws Exception {
        compile("-p", LIB, PROGRAMS.resolve("module-info.java"), PROGRAMS.resolve("app/Program.java"));
        String path = LIB + ":" + folder.resolve("classes");
        Ran plain = run(new String[0], "-p", path, "-m", "app/app.Program");
        assertThat(all(plain))
                .contains("modular: true", "INFO app - same predictions: true", "io.jhdf", SLOW)
                .doesNotContain("SLF4J(W)");
        assertThat(all(run(SIMD, "-p", path, "-m", "app/app.Program")))
                .contains("INFO app - same predictions: true", "INFO: Gradus uses the simd kernels");
    }

    @Test
    void theCommandLine_runsOnTheModulePath() throws Exception {
        Path lib = Path.of("../dist/target/gradus/lib").toAbsolutePath().normalize();
        Ran ran = Ran.of(
                folder,
                Map.of(),
                Ran.jdk("java"),
                "-p",
                lib,
                "-m",
                "gradus.cli/gradus.cli.Main",
                "train",
                "iris",
                "--epochs",
                2,
                "--quiet",
                "--out",
                folder.resolve("run"));
        assertThat(ran.err()).isEmpty();
        assertThat(ran.code()).isZero();
        assertThat(folder.resolve("run/model.keras")).exists();
    }

    @Test
    void everyJar_hasItsLicenceAndItsVersion_andNoProviderComesAlong() throws Exception {
        List<Path> own = new ArrayList<>(Ran.list(LIB).stream()
                .filter(jar -> jar.getFileName().toString().startsWith("gradus-"))
                .toList());
        assertThat(own).hasSizeGreaterThanOrEqualTo(3);
        // The tests of core are a jar too, for the modules that run them on other kernels.
        for (Path jar : List.copyOf(own)) {
            String name = jar.getFileName().toString();
            if (name.startsWith("gradus-core-")) {
                own.add(Path.of("../core/target", name.replace(".jar", "-tests.jar")));
            }
        }
        for (Path path : own) {
            try (JarFile jar = new JarFile(path.toFile())) {
                assertThat(jar.getEntry("META-INF/LICENSE")).as(path + "").isNotNull();
                assertThat(jar.getEntry("META-INF/NOTICE")).as(path + "").isNotNull();
                assertThat(path.getFileName().toString())
                        .contains(jar.getManifest().getMainAttributes().getValue("Implementation-Version"));
            }
        }
        assertThat(Ran.list(LIB))
                .filteredOn(jar -> jar.toString().contains("slf4j-"))
                .allMatch(jar ->
                        jar.toString().contains("slf4j-api") || jar.toString().contains("slf4j-simple"));
    }

    /// The build stops at a licence that is not permissive; this reads what it made of that.
    @Test
    void everythingThatIsShipped_isListed_underAPermissiveLicence() throws Exception {
        Path home = Path.of("../dist/target/gradus").toAbsolutePath().normalize();
        List<String> listed = Files.readAllLines(home.resolve("THIRD-PARTY"));
        List<Path> others = Ran.list(home.resolve("lib")).stream()
                .filter(jar -> jar.toString().endsWith(".jar"))
                .filter(jar -> !jar.getFileName().toString().startsWith("gradus-"))
                .toList();
        assertThat(others).hasSizeGreaterThan(10);
        for (Path path : others) {
            String name = path.getFileName().toString().replaceFirst("(-linux-x86_64)?\\.jar$", "");
            assertThat(listed)
                    .as(name)
                    .anyMatch(line -> line.matches(".*\\((Apache-2\\.0|MIT|[^()]*BSD[^()]*)\\).*")
                            && line.replaceFirst(".*\\([^:()]+:([^:]+):([^: ]+) - .*", "$1-$2")
                                    .equals(name));
            try (JarFile jar = new JarFile(path.toFile())) {
                for (JarEntry entry : Collections.list(jar.entries())) {
                    if (entry.getName().toUpperCase(Locale.ROOT).matches(".*(LICEN[CS]E|NOTICE|COPYING)[^/]*")) {
                        String text = new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.ISO_8859_1);
                        assertThat(text.toUpperCase(Locale.ROOT))
                                .as(name + ": " + entry.getName())
                                .doesNotContain("LESSER GENERAL PUBLIC LICENSE");
                    }
                }
            }
        }
    }
}
