package gradus.lab.keep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gradus.lab.bench.Workbench;
import gradus.lab.messages.KeptRun;
import gradus.lab.messages.Messages.Command;
import gradus.lab.pages.Choices;
import gradus.lab.run.Uploads;
import gradus.training.DiskErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The folder of kept runs, on disks that fail and among other users.
final class RunStoreDiskTest {
    private final Path folder;

    RunStoreDiskTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private KeptRun run() {
        Path made = folder.resolve("made");
        try (RunStore store = RunStore.in(made);
                Uploads uploads = new Uploads();
                Workbench bench = new Workbench(uploads, store)) {
            bench.build(Choices.start());
            bench.command(new Command("epoch", 0));
        }
        try (RunStore store = RunStore.in(made)) {
            return store.load().getFirst();
        }
    }

    @Test
    void diskErrors_leaveTheRunsOfBefore() throws Exception {
        KeptRun run = run();
        DiskErrors.Writer old = place -> {
            Files.writeString(place.resolve("run-" + run.id() + ".json"), "old");
            Files.createFile(place.resolve("lock"));
        };
        DiskErrors.everyOperation(Files.createDirectory(folder.resolve("places")), old, place -> {
            try (RunStore store = RunStore.in(place)) {
                store.save(run);
                store.saveModel(run, () -> new byte[] {1, 2, 3});
                if (!store.warnings().isEmpty()) {
                    throw new IOException(store.warnings().toString());
                }
            }
        });
    }

    @Test
    void theFolder_isForItsUserOnly() throws IOException {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
        Path runs = folder.resolve("state/runs");
        RunStore.in(runs).close();
        assertThat(Files.getPosixFilePermissions(runs)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }
}
