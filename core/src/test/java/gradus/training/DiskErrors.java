package gradus.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Lets a writer fail at each of its operations in turn, and checks what every writer of this project promises: each
/// file is the old one or the new one, whole; nothing else is left; and one error says what the system said.
public final class DiskErrors {
    private static final List<String> MESSAGES = List.of("No space left on device", "Input/output error");

    private DiskErrors() {}

    /// Writes into a folder.
    @FunctionalInterface
    public interface Writer {
        /// Writes.
        void write(Path folder) throws Exception;
    }

    /// Tries a writer.
    ///
    /// @param folder an empty one
    /// @param before makes the old files
    /// @param writer writes the same at each call, over the old files or into them
    /// @return how many operations the writer has
    public static int everyOperation(Path folder, Writer before, Writer writer) throws Exception {
        Path calm = Files.createDirectory(folder.resolve("calm"));
        before.write(calm);
        Map<String, String> old = contents(calm);
        writer.write(calm);
        Map<String, String> fresh = contents(calm);
        assertThat(fresh).isNotEqualTo(old);
        int operations = 0;
        for (String message : MESSAGES) {
            for (int operation = 0; ; operation++) {
                Path place = Files.createDirectory(folder.resolve(message.charAt(0) + "-" + operation));
                before.write(place);
                FaultyDisk disk = new FaultyDisk(message, operation);
                Throwable error = catchThrowable(() -> writer.write(disk.path(place)));
                if (disk.failed().isEmpty()) {
                    assertThat(error).isNull();
                    break;
                }
                operations = operation + 1;
                if (error == null) {
                    // A folder that was there already need not be made.
                    assertThat(contents(place)).as(disk.failed()).isEqualTo(fresh);
                    continue;
                }
                assertThat(error.getMessage()).as(disk.failed()).contains(message);
                contents(place)
                        .forEach((name, content) -> assertThat(content)
                                .as(disk.failed() + ": " + name)
                                .isIn(old.getOrDefault(name, content), fresh.get(name))
                                .satisfies(any -> assertThat(fresh).containsKey(name)));
                assertThat(contents(place)).containsKeys(old.keySet().toArray(new String[0]));
            }
        }
        assertThat(operations).isGreaterThan(1);
        return operations;
    }

    private static Map<String, String> contents(Path folder) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(folder.relativize(file).toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return contents;
    }
}
