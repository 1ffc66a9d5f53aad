package gradus.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Assumptions;

/// The scripts and styles of a module's pages: formatted by prettier, and scripts checked by the compiler of
/// TypeScript. Both tools are jars like any other; they need `node`, and without it are left out. `-Dgradus.write=true`
/// formats the files instead of complaining.
public final class Scripts {
    /// Whether files are written instead of compared.
    public static final boolean WRITE = Boolean.getBoolean("gradus.write");

    private static final int COLUMNS = 120;
    private static final Path TOOLS = Path.of("target/scripts");

    private final List<Path> files;

    private Scripts(List<Path> files) {
        this.files = files;
    }

    /// Those of a folder and all that are below it.
    public static Scripts in(Path folder) throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            return new Scripts(found.filter(file -> file.toString().matches(".*\\.(js|css)"))
                    .sorted()
                    .toList());
        }
    }

    /// Fails unless prettier would leave them as they are.
    public void areFormatted() throws IOException, InterruptedException {
        Path prettier = tool("prettier", "");
        List<String> command = new ArrayList<>(List.of(
                prettier.resolve("bin/prettier.cjs").toString(),
                "--print-width",
                String.valueOf(COLUMNS),
                WRITE ? "--write" : "--check"));
        files.forEach(script -> command.add(script.toString()));
        assertThat(node(command)).contains(WRITE ? "" : "All matched files use Prettier code style!");
    }

    /// Fails on a line that prettier cannot break.
    public void haveNoLongLines() throws IOException {
        for (Path script : files) {
            assertThat(Files.readAllLines(script))
                    .as(script.toString())
                    .allSatisfy(line -> assertThat(line.codePointCount(0, line.length()))
                            .as(line)
                            .isLessThanOrEqualTo(COLUMNS));
        }
    }

    /// Fails on what the compiler of TypeScript finds.
    ///
    /// @param project the folder of its settings
    public static void haveNoErrorsOfTypes(String project) throws IOException, InterruptedException {
        Path typescript = tool("typescript", "");
        assertThat(node(List.of(typescript.resolve("lib/tsc.js").toString(), "-p", project, "--pretty", "false")))
                .isEmpty();
    }

    /// Puts a file of a library that scripts use beside the tools, where the settings of the compiler name it.
    public static void unpack(String library, String file) throws IOException {
        Path source = tool(library, file).resolve(file);
        Files.copy(source, TOOLS.resolve(source.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }

    /// Unpacks a WebJar, or the one file of it that is wanted.
    private static Path tool(String name, String wanted) throws IOException {
        Properties properties = new Properties();
        String resource = "/META-INF/maven/org.webjars.npm/" + name + "/pom.properties";
        try (InputStream stream = Objects.requireNonNull(Scripts.class.getResourceAsStream(resource))) {
            properties.load(stream);
        }
        String version = properties.getProperty("version");
        Path folder = TOOLS.resolve(name + "-" + version);
        if (Files.exists(folder)) {
            return folder;
        }
        String root = "META-INF/resources/webjars/" + name + "/" + version + "/";
        String jar = Objects.requireNonNull(Scripts.class.getResource(resource)).getPath();
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
            System.out.println("LEFT OUT: scripts are checked with node; on Debian: apt-get install nodejs");
            Assumptions.abort("no node");
            throw e;
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }
}
