package gradus.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import gradus.data.Shape;
import gradus.layers.Dense;
import gradus.layers.Input;
import gradus.training.Graph;
import gradus.training.Parameters;
import gradus.training.SavedModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Files that attack whoever loads them; `attacks/make_models.py` makes them.
class AttackTest {
    private static final Path FOLDER = Path.of("src/test/resources/attacks/models");
    private static final long MAX_BYTES = 64L << 20;
    private static final Duration MAX_TIME = Duration.ofMillis(100);

    /// @param file its name
    /// @param message what its error must say
    record Attack(String file, String message) {
        @Override
        public String toString() {
            return file;
        }
    }

    static List<Attack> attacks() {
        try (Stream<String> lines = Files.lines(FOLDER.resolve("index.tsv"))) {
            return lines.map(line -> line.split("\t"))
                    .map(fields -> new Attack(fields[0], fields[1]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeAll
    static void warmUp() {
        for (Attack attack : attacks()) {
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> load(attack)).isInstanceOf(ModelFileException.class);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void attack_isRefusedQuicklyAndInLittleMemory(Attack attack) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long bytes = Long.MAX_VALUE;
        long nanoseconds = Long.MAX_VALUE;
        // The least of some rounds, since a busy machine adds time, and compilation memory.
        for (int round = 0; round < 5; round++) {
            long bytesBefore = threads.getCurrentThreadAllocatedBytes();
            long timeBefore = System.nanoTime();
            assertThatThrownBy(() -> load(attack))
                    .isInstanceOf(ModelFileException.class)
                    .hasMessageStartingWith(FOLDER.resolve(attack.file()) + ": ")
                    .hasMessageContaining(attack.message());
            nanoseconds = Math.min(nanoseconds, System.nanoTime() - timeBefore);
            bytes = Math.min(bytes, threads.getCurrentThreadAllocatedBytes() - bytesBefore);
        }
        assertThat(bytes).isLessThan(MAX_BYTES);
        assertThat(Duration.ofNanos(nanoseconds)).isLessThan(MAX_TIME);
    }

    @Test
    void messages_areShortAndWithoutControlCharacters() {
        for (Attack attack : attacks()) {
            assertThatThrownBy(() -> load(attack))
                    .satisfies(error -> assertThat(error.getMessage())
                            .hasSizeLessThan(2000)
                            .doesNotContainPattern("[\\p{Cntrl}&&[^\\n]]"));
        }
    }

    @Test
    void everyFileOfTheFolder_isInTheIndex() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            Set<String> names = files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("index.tsv"))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(names)
                    .isEqualTo(
                            new TreeSet<>(attacks().stream().map(Attack::file).toList()))
                    .hasSizeGreaterThanOrEqualTo(40);
        }
    }

    @Test
    void noOtherFileIsRead_andNothingIsConnected(@TempDir Path folder) throws IOException {
        Path events = folder.resolve("events.jfr");
        try (Recording recording = new Recording()) {
            for (String event : List.of("FileRead", "FileWrite", "SocketRead", "SocketWrite", "SocketConnect")) {
                recording.enable("jdk." + event).withThreshold(Duration.ZERO);
            }
            recording.enable("jdk.ProcessStart");
            recording.start();
            for (Attack attack : attacks()) {
                assertThatThrownBy(() -> load(attack)).isInstanceOf(ModelFileException.class);
            }
            recording.stop();
            recording.dump(events);
        }
        long thread = Thread.currentThread().threadId();
        Set<String> read = new TreeSet<>();
        for (RecordedEvent event : RecordingFile.readAllEvents(events)) {
            if (event.getThread() == null || event.getThread().getJavaThreadId() != thread) {
                continue;
            }
            assertThat(event.getEventType().getName()).isEqualTo("jdk.FileRead");
            read.add(String.valueOf(event.getString("path")));
        }
        assertThat(read)
                .isNotEmpty()
                .allSatisfy(path -> assertThat(Path.of(path).toAbsolutePath()).hasParent(FOLDER.toAbsolutePath()));
    }

    private static void load(Attack attack) throws IOException {
        Path file = FOLDER.resolve(attack.file());
        if (attack.file().endsWith(".weights.h5")) {
            Graph graph = Graph.chain("m", List.of(new Input(Shape.of(3)), new Dense(2)));
            SavedModel model = new SavedModel(graph, new Parameters(graph), null, null, Map.of());
            new WeightsH5Format().load(model, file, false);
        } else if (attack.file().endsWith(".h5")) {
            new LegacyH5Format().load(file);
        } else if (attack.file().endsWith(".safetensors")) {
            new SafetensorsFormat().load(file);
        } else {
            new KerasFormat().load(file);
        }
    }
}
