package gradus.lab.keep;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.code_intelligence.jazzer.junit.FuzzTest;
import gradus.lab.bench.Workbench;
import gradus.lab.messages.KeptRun;
import gradus.lab.messages.Messages.Command;
import gradus.lab.pages.Choices;
import gradus.lab.run.Uploads;
import gradus.testing.FuzzBounds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Any bytes, read as a run that the lab has kept, and exported; `docs/fuzzing.md` tells how to search for more.
class KeptRunFuzzTest {
    private static final Path FOLDER = temporary();
    private static final Uploads UPLOADS = new Uploads();

    private static Path temporary() {
        try {
            return Files.createTempDirectory("fuzz-runs");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<Arguments> runs() throws IOException {
        try (RunStore store = RunStore.in(FOLDER);
                Workbench bench = new Workbench(UPLOADS, store)) {
            bench.build(Choices.start());
            bench.command(new Command("epoch", 0));
        }
        return Stream.of(arguments((Object) Files.readAllBytes(FOLDER.resolve("run-1.json"))));
    }

    @MethodSource("runs")
    @FuzzTest(maxDuration = "4m")
    void run(byte[] content) throws IOException {
        Files.write(FOLDER.resolve("run-1.json"), content);
        FuzzBounds.hold(IllegalArgumentException.class, content.length, () -> {
            try (RunStore store = RunStore.in(FOLDER)) {
                for (KeptRun run : store.load()) {
                    Exports.csv(run);
                    Exports.java(run, UPLOADS);
                    Exports.keras(run, UPLOADS);
                }
            }
        });
    }
}
