package gradus.keras;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;

/// What must hold of anything that reads the file of a model: errors of model files, which a terminal may show.
final class FuzzBounds {
    private FuzzBounds() {}

    static void hold(gradus.testing.FuzzBounds.Reading reading) throws IOException {
        String message = gradus.testing.FuzzBounds.hold(ModelFileException.class, 0, reading);
        assertThat(message == null ? "" : message).doesNotContainPattern("[\\p{Cntrl}&&[^\\n\\t]]");
    }
}
