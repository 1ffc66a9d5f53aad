package gradus.experiment;

import static gradus.layers.Layers.dense;
import static gradus.layers.Layers.input;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.code_intelligence.jazzer.junit.FuzzTest;
import gradus.Model;
import gradus.Sequential;
import gradus.data.tables.DataException;
import gradus.experiment.comparisons.RunLog;
import gradus.testing.FuzzBounds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Any text, read as what the file of a model notes of a run, as a schema, or as finished runs; `docs/fuzzing.md` tells
/// how to search for more.
class TextsFuzzTest {
    private static final List<String> NOTES = List.of(
            "schema",
            "learned_targets",
            "interval_widths",
            "threshold",
            "input_means",
            "training_profile",
            "decoder_layers",
            "temperature",
            "learned_loss");
    private static final Path FILE = temporary();

    private static Path temporary() {
        try {
            Path file = Files.createTempFile("fuzz", ".json");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Arguments> seeds(String... texts) {
        return Stream.of(texts).map(text -> arguments((Object) text.getBytes(StandardCharsets.UTF_8)));
    }

    static Stream<Arguments> notes() {
        return seeds(
                "\0{\"version\":1,\"missing\":\"drop\",\"features\":[{\"name\":\"a\",\"kind\":\"number\",\"mean\":1,"
                        + "\"deviation\":2}],\"dropped\":[],\"target\":{\"task\":\"regression\",\"columns\":[\"y\"],"
                        + "\"labels\":[]}}",
                "\0null",
                "\1{\"edges\":[0,1,2],\"centers\":[0.5,1.5]}",
                "\1{\"shift\":1,\"mean\":0,\"deviation\":1}",
                "\2[0.5,1]",
                "\0030.25",
                "\4[1,2]",
                "\5{\"columns\":{}}",
                "\6-1",
                "\0071.5",
                "\10huber(2)");
    }

    /// @param content which note in the first byte, then its text
    @MethodSource("notes")
    @FuzzTest(maxDuration = "4m")
    void note(byte[] content) throws IOException {
        if (content.length == 0) {
            return;
        }
        String name = NOTES.get(Math.floorMod(content[0], NOTES.size()));
        Model model = Sequential.of(input(2), dense(1));
        model.note("decoder_layers", "1");
        model.note(name, new String(content, 1, content.length - 1, StandardCharsets.UTF_8));
        List<FuzzBounds.Reading> readings = List.of(
                () -> Notes.schema(model),
                () -> Notes.transform(model),
                () -> Notes.intervals(model),
                () -> Notes.decision(model),
                () -> Notes.reference(model),
                () -> Notes.profile(model),
                () -> Notes.decoderLayers(model),
                () -> Notes.learnedLoss(model));
        for (FuzzBounds.Reading reading : readings) {
            FuzzBounds.hold(DataException.class, content.length, reading);
        }
    }

    static Stream<Arguments> schemas() {
        return seeds(
                "{\"target\":[\"price\"],\"columns\":{\"zip\":\"category\",\"size\":\"ordinal(S<M<L)\","
                        + "\"name\":\"ignore\"}}",
                "null",
                "[]");
    }

    @MethodSource("schemas")
    @FuzzTest(maxDuration = "4m")
    void schema(byte[] content) throws IOException {
        Files.write(FILE, content);
        FuzzBounds.hold(DataException.class, content.length, () -> SchemaFile.read(FILE));
    }

    static Stream<Arguments> runs() {
        return seeds(
                "{\"key\":\"a\",\"seed\":1,\"epochs\":2,\"seconds\":0.5,\"metrics\":{\"loss\":1},\"validation\":{},"
                        + "\"test\":{},\"cost\":{},\"parameters\":3,\"threads\":1,\"weights_sha256\":\"0\"}\n",
                "{\"key\":\"a\",\"measures\":{\"train_loss\":1,\"x\":2}}\n{\"key\":\"b\",\"measures\":{}}\n",
                "null\n{");
    }

    @MethodSource("runs")
    @FuzzTest(maxDuration = "4m")
    void run(byte[] content) throws IOException {
        Files.write(FILE, content);
        FuzzBounds.hold(DataException.class, content.length, () -> RunLog.resume(FILE));
    }
}
