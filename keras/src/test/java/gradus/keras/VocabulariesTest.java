package gradus.keras;

import static gradus.layers.Layers.dense;
import static gradus.layers.Layers.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.Model;
import gradus.Sequential;
import gradus.data.DataType;
import gradus.data.Rows;
import gradus.data.TextRows;
import gradus.layers.Block;
import gradus.layers.IntegerLookup;
import gradus.layers.Layer;
import gradus.layers.LookupLayer;
import gradus.layers.OutputMode;
import gradus.layers.StringLookup;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Vocabularies beside a model in its file, and files in which they are not what they should be.
class VocabulariesTest {
    private static final String TEXT = "assets/layers/string_lookup/vocabulary.txt";

    @TempDir
    Path folder = Path.of("");

    private Path saved(Layer lookup) {
        DataType type = lookup instanceof StringLookup ? DataType.STRING : DataType.INT64;
        Path file = folder.resolve("model.keras");
        Sequential.of(input(type, 1), lookup, dense(1)).save(file);
        return file;
    }

    private static LookupLayer lookup(Path file) {
        return (LookupLayer) Model.load(file).graph().layers().get(1).layer();
    }

    private static List<String> members(Path file) throws IOException {
        try (Archive archive = new Archive(file)) {
            return List.copyOf(archive.names());
        }
    }

    @Test
    void vocabulary_isATextAsInKeras() throws IOException {
        StringLookup layer = new StringLookup(List.of("b", "Łódź", " ")).outputMode(OutputMode.COUNT);
        Path file = saved(layer);
        assertThat(members(file)).contains(TEXT);
        try (Archive archive = new Archive(file)) {
            byte[] text = archive.read(TEXT, 1000);
            assertThat(text).isEqualTo("[UNK]\nb\nŁódź\n ".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(lookup(file).vocabularyLines()).isEqualTo(layer.vocabularyLines());
        assertThat(Inspection.of(file).facts())
                .containsEntry("vocabulary of layers/string_lookup", "4 tokens: [UNK], b, Łódź,  ");
    }

    @Test
    void vocabularyOfABlock_isInTheGroupOfItsLayer() throws IOException {
        Block encoder = Block.chain("encoder", List.of(input(DataType.STRING, 1), new StringLookup(List.of("b"))));
        Path file = folder.resolve("nested.keras");
        Sequential.of(input(DataType.STRING, 1), encoder, dense(1)).save(file);
        assertThat(members(file)).contains("assets/layers/sequential/layers/string_lookup/vocabulary.txt");
        assertThat(((LookupLayer) Model.load(file).graph().layers().get(1).layer()).vocabularyLines())
                .containsExactly("[UNK]", "b");
    }

    @Test
    void tokensThatALineCannotHold_areInTheJson() throws IOException {
        for (String odd : List.of("a\nb", "", "a\u2028b", "\r", "x\u0085")) {
            StringLookup layer = new StringLookup(List.of("b", odd)).outputMode(OutputMode.COUNT);
            Path file = saved(layer);
            assertThat(members(file)).doesNotContain(TEXT);
            assertThat(lookup(file)).isEqualTo(layer);
        }
    }

    @Test
    void masksAndWeights_comeBack() {
        StringLookup masked = new StringLookup(List.of("b", "c")).maskToken("").numOovIndices(2);
        Path file = folder.resolve("masked.keras");
        Sequential.of(input(DataType.STRING, 1), masked, dense(1)).save(file);
        assertThat(lookup(file).vocabularyLines()).containsExactly("", "[UNK]", "[UNK]", "b", "c");
        StringLookup weighted = new StringLookup(
                null,
                1,
                null,
                "[UNK]",
                List.of("b", "c"),
                List.of(0.5, 2.0),
                false,
                OutputMode.TF_IDF,
                false,
                "utf-8",
                null);
        assertThat(lookup(saved(weighted)).weights()).containsExactly(1.25, 0.5, 2.0);
        IntegerLookup numbers = new IntegerLookup(List.of(7L, -3L)).outputMode(OutputMode.COUNT);
        assertThat(lookup(saved(numbers)).vocabularyLines()).containsExactly("-1", "7", "-3");
    }

    @Test
    void inverseLookups_giveWhatKerasGives() throws IOException {
        Path file = Path.of("src", "test", "resources", "inverse", "inverse.keras");
        JsonNode told = Json.parse("inverse.json", Files.readAllBytes(file.resolveSibling("inverse.json")));
        Model model = Model.load(file);
        StringLookup towns = (StringLookup) model.graph().layers().get(1).layer();
        Path again = folder.resolve("again.keras");
        model.save(again);
        for (Model either : List.of(model, Model.load(again))) {
            List<Rows> outputs = either.predict(List.of(Fixtures.table(told.path("index"))));
            TextRows texts = towns.texts(outputs.getFirst());
            for (int row = 0; row < texts.count(); row++) {
                assertThat(texts.text(row, 0))
                        .isEqualTo(told.path("town").get(row).get(0).asString());
                assertThat(texts.text(row, 1))
                        .isEqualTo(told.path("town").get(row).get(1).asString());
            }
            assertThat(outputs.getLast().toArray()).containsExactly(Fixtures.numbers(told.path("number")));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[UNK]\\nb\\nb | StringLookup.vocabulary has \"b\" twice",
                "\\n\\n | StringLookup.vocabulary must have at least one token",
                "`` | StringLookup.vocabulary must have at least one token",
                "[UNK]\\nb\\nc\\nd\\ne | kernel",
                "\\xff | is not UTF-8",
            })
    void vocabulariesThatAreNone_areRefused(String text, String message) throws IOException {
        Path file = saved(new StringLookup(List.of("b", "c")).outputMode(OutputMode.COUNT));
        byte[] content = text.equals("\\xff")
                ? new byte[] {'a', (byte) 0xff}
                : text.replace("\\n", "\n").getBytes(StandardCharsets.UTF_8);
        replace(file, TEXT, content);
        assertThatThrownBy(() -> new KerasFormat().load(file))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining(message);
    }

    @Test
    void numbersThatAreNone_areRefused() throws IOException {
        Path file = saved(new IntegerLookup(List.of(7L)).outputMode(OutputMode.COUNT));
        replace(file, "assets/layers/integer_lookup/vocabulary.txt", "-1\nseven".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> new KerasFormat().load(file))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining("must consist of integers, got \"seven\"");
    }

    @Test
    void hugeVocabularies_areRefused() throws IOException {
        Path file = saved(new StringLookup(List.of("b", "c")).outputMode(OutputMode.COUNT));
        replace(file, TEXT, new byte[(16 << 20) + 1]);
        assertThatThrownBy(() -> new KerasFormat().load(file))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining("at most 16777216 are read");
    }

    @Test
    void missingVocabulary_isNamed() throws IOException {
        Path file = saved(new StringLookup(List.of("b", "c")).outputMode(OutputMode.COUNT));
        replace(file, TEXT, null);
        assertThatThrownBy(() -> new KerasFormat().load(file))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining("StringLookup must have a vocabulary");
    }

    @Test
    void fileOutsideOfTheModel_isNotRead() {
        String config = "{\"class_name\":\"StringLookup\",\"config\":{\"vocabulary\":\"/etc/passwd\"}}";
        assertThatThrownBy(() -> ConceptReader.concept(
                        gradus.registry.Registry.LAYERS,
                        Json.parse("test", config.getBytes(StandardCharsets.UTF_8)),
                        "layer \"x\""))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining("names a file of its vocabulary, \"/etc/passwd\"; files outside of the model");
    }

    private static void replace(Path file, String member, byte @Nullable [] content) throws IOException {
        Path other = file.resolveSibling("other.keras");
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(file));
                OutputStream out = Files.newOutputStream(other);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setLevel(0);
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                byte[] old = in.readAllBytes();
                if (!entry.getName().equals(member) || content != null) {
                    zip.putNextEntry(new ZipEntry(entry.getName()));
                    zip.write(entry.getName().equals(member) && content != null ? content : old);
                    zip.closeEntry();
                }
            }
        }
        Files.move(other, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
}
