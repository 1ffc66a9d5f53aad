package gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class MessagesTest {
    @Test
    void errorsOfFiles_nameTheFile() {
        assertThat(Messages.of(new NoSuchFileException("a.csv"))).isEqualTo("a.csv does not exist");
        assertThat(Messages.of(new UncheckedIOException("x", new AccessDeniedException("a"))))
                .isEqualTo("a may not be read or written");
        assertThat(Messages.of(new FileSystemException("a", null, "No space left on device")))
                .isEqualTo("a cannot be read or written: No space left on device");
        assertThat(Messages.of(new FileSystemException("a"))).isEqualTo("a cannot be read or written");
    }

    @Test
    void tooLittleMemory_saysHowToGetMore() {
        assertThat(Messages.of(new OutOfMemoryError("Java heap space")))
                .matches("not enough memory \\(Java heap space\\); give more with GRADUS_JAVA_OPTS=-Xmx[0-9]+m");
    }

    @Test
    void anErrorWithoutMessage_namesItsKind() {
        assertThat(Messages.of(new IllegalStateException()))
                .isEqualTo("failed with IllegalStateException; --debug shows where");
    }
}
