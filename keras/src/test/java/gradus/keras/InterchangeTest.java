package gradus.keras;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.training.SavedModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InterchangeTest {
    private static final Path FOLDER = Path.of("src/test/resources/interchange");

    static List<Path> models() {
        return Interchange.models(FOLDER);
    }

    @ParameterizedTest
    @MethodSource("models")
    void modelOfKeras_predictsAndTrainsOnAsInKeras(Path file) {
        Interchange.Difference difference = Interchange.compare(file, Interchange.numbers(file));
        assertThat(difference.predictions()).isLessThanOrEqualTo(1e-6);
        assertThat(difference.losses()).isLessThanOrEqualTo(1e-5);
    }

    @ParameterizedTest
    @MethodSource("models")
    void savedByGradus_isTheSameModel(Path file, @TempDir Path folder) throws IOException {
        KerasFormat format = new KerasFormat();
        SavedModel model = format.load(file);
        Path saved = folder.resolve("saved.keras");
        format.save(model, saved);
        SavedModel back = format.load(saved);
        assertThat(back.parameters().values())
                .containsExactly(model.parameters().values());
        assertThat(back.compilation()).isEqualTo(model.compilation());
        assertThat(back.graph().toString()).isEqualTo(model.graph().toString());
        Interchange.Difference difference = Interchange.compare(saved, Interchange.numbers(file));
        assertThat(difference.isSmall()).as(difference.toString()).isTrue();
    }
}
