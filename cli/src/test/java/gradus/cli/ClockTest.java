package gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The clock of a machine may jump. Durations are measured with `System.nanoTime`, which does not.
final class ClockTest {
    @Test
    void noOtherClassReadsTheTimeOfDay() throws IOException {
        Pattern clock = Pattern.compile(
                "currentTimeMillis\\(|\\b(Instant|LocalDate|LocalDateTime|LocalTime|ZonedDateTime|OffsetDateTime|Year)"
                        + "\\.now\\(|\\bClock\\.system|new (Date|GregorianCalendar)\\(\\)|Calendar\\.getInstance\\(");
        Path root = Objects.requireNonNull(Path.of("").toAbsolutePath().getParent());
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                    .filter(path -> path.toString().contains("src" + File.separator + "main"))
                    .toList()) {
                if (clock.matcher(Files.readString(file)).find()) {
                    found.add(file.getFileName().toString());
                }
            }
        }
        assertThat(found)
                .containsExactlyInAnyOrder(
                        // Writes the time of each event, and names its files by it, a number and the process.
                        "TensorBoard.java",
                        // When a student joined a class.
                        "Seat.java",
                        // Says when a request came.
                        "AccessLog.java",
                        // How long files of the cache have not been used; one that is in use is not deleted.
                        "CheckedFile.java",
                        // The age of folders that killed labs left behind, if they have no lock.
                        "Scratch.java");
    }
}
