package gradus.lab;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.lab.messages.MessageTypes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// The scripts of the pages: formatted by prettier, and checked by the compiler of TypeScript against types made from
/// the messages. Both tools are jars like any other; they need `node`, and without it are left out.
/// `-Dgradus.write=true` formats the scripts and writes the types instead of complaining.
final class ScriptsTest {
    private static final boolean WRITE = Boolean.getBoolean("gradus.write");
    private static final Path SCRIPTS = Path.of("src/main/resources/gradus/lab");
    private static final Path TYPES = Path.of("src/main/scripts/messages.d.ts");
    private static final Path TOOLS = Path.of("target/scripts");

    @Test
    void types_areThoseOfTheMessages() throws IOException {
        if (WRITE) {
            Files.writeString(TYPES, MessageTypes.text());
        }
        assertThat(TYPES).content().isEqualTo(MessageTypes.text());
    }

    @Test
    void scripts_areFormatted() throws IOException, InterruptedException {
        Path prettier = tool("prettier", "");
        List<String> command = new ArrayList<>(List.of(
                prettier.resolve("bin/prettier.cjs").toString(),
                "--print-width",
                "120",
                WRITE ? "--write" : "--check"));
        scripts().forEach(script -> command.add(script.toString()));
        assertThat(node(command)).contains(WRITE ? "" : "All matched files use Prettier code style!");
    }

    @Test
    void lines_haveAtMost120Columns() throws IOException {
        for (Path script : scripts()) {
            assertThat(Files.readAllLines(script))
                    .as(script.toString())
                    .allSatisfy(line -> assertThat(line.codePointCount(0, line.length()))
                            .as(line)
                            .isLessThanOrEqualTo(120));
        }
    }

    @Test
    void scripts_haveNoErrorsOfTypes() throws IOException, InterruptedException {
        Path typescript = tool("typescript", "");
        Path uplot = tool("uplot", "dist/uPlot.d.ts");
        Files.copy(
                uplot.resolve("dist/uPlot.d.ts"),
                TOOLS.resolve("uPlot.d.ts"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        String found = node(
                List.of(typescript.resolve("lib/tsc.js").toString(), "-p", "src/main/scripts", "--pretty", "false"));
        assertThat(found).isEmpty();
    }

    private static List<Path> scripts() throws IOException {
        try (Stream<Path> files = Files.walk(SCRIPTS)) {
            return files.filter(file -> file.toString().endsWith(".js"))
                    .sorted()
                    .toList();
        }
    }

    /// Unpacks a WebJar, or the one file of it that is wanted.
    private static Path tool(String name, String wanted) throws IOException {
        Properties properties = new Properties();
        String resource = "/META-INF/maven/org.webjars.npm/" + name + "/pom.properties";
        try (InputStream stream = Objects.requireNonNull(ScriptsTest.class.getResourceAsStream(resource))) {
            properties.load(stream);
        }
        String version = properties.getProperty("version");
        Path folder = TOOLS.resolve(name + "-" + version);
        if (Files.exists(folder)) {
            return folder;
        }
        String root = "META-INF/resources/webjars/" + name + "/" + version + "/";
        String jar =
                Objects.requireNonNull(ScriptsTest.class.getResource(resource)).getPath();
        Path draft = TOOLS.resolve(name + ".draft");
        try (InputStream file = Files.newInputStream(Path.of(jar.substring("file:".length(), jar.indexOf('!'))));
                ZipInputStream zip = new ZipInputStream(file)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (!entry.isDirectory() && entry.getName().startsWith(root + wanted)) {
                    Path target = draft.resolve(entry.getName().substring(root.length()));
                    Files.createDirectories(target.getParent());
                    Files.write(target, zip.readAllBytes());
                }
            }
        }
        return Files.move(draft, folder);
    }

    private static String node(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("node"));
        command.addAll(arguments);
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            System.out.println(
                    "LEFT OUT: the scripts of the lab are checked with node; on Debian: apt-get install nodejs");
            Assumptions.abort("no node");
            throw e;
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }
}
