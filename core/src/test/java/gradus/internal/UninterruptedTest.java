package gradus.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UninterruptedTest {
    private final Path folder;

    UninterruptedTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @AfterEach
    void clear() {
        Thread.interrupted();
    }

    private int write() throws IOException {
        try (FileChannel channel =
                FileChannel.open(folder.resolve("file"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            return channel.write(ByteBuffer.allocate(3));
        }
    }

    @Test
    void setFlag_isClearedForTheTask_andSetAgain() throws IOException {
        Thread.currentThread().interrupt();
        assertThat(Uninterrupted.call(this::write)).isEqualTo(3);
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }

    @Test
    void interruptOfTheTask_runsItAgain() throws IOException {
        AtomicInteger runs = new AtomicInteger();
        assertThat(Uninterrupted.call(() -> {
                    if (runs.incrementAndGet() == 1) {
                        Thread.currentThread().interrupt();
                    }
                    return write();
                }))
                .isEqualTo(3);
        assertThat(runs).hasValue(2);
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }

    @Test
    void otherFailures_areThrown_andTheFlagStays() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> Uninterrupted.call(() -> {
                    throw new IOException("no space left");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("no space left");
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
        assertThat(Thread.interrupted()).isTrue();
        assertThatThrownBy(() -> Uninterrupted.call(() -> {
                    throw new IllegalStateException("wrong");
                }))
                .hasMessage("wrong");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
}
