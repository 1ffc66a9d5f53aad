package gradus.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A process that has ended. Its output goes through files in the folder that it ran in.
record Ran(int code, String out, String err) {
    static Process start(Path folder, Map<String, String> environment, Object... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Stream.of(command).map(Object::toString).toList())
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    static Ran of(Path folder, Map<String, String> environment, Object... command) throws Exception {
        return of(folder, start(folder, environment, command));
    }

    static Ran of(Path folder, Process process) throws Exception {
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return new Ran(process.exitValue(), read(folder, "out"), read(folder, "err"));
    }

    static String read(Path folder, String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }

    /// A command of the JDK that runs the tests.
    static Path jdk(String command) {
        return Path.of(System.getProperty("java.home"), "bin", command);
    }

    static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
