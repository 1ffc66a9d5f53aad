package gradus.checkpoints;

import gradus.History;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/// A training in a process of its own, to be killed. It saves after every batch, goes on from the newest
/// checkpoint, and says on its standard output what is saved for sure.
final class KilledTraining {
    static final String SAVED = "saved ";
    static final String RESULT = "result ";

    private KilledTraining() {}

    /// Trains to the end, unless it is killed.
    ///
    /// @param arguments the folder of the checkpoints, and how many threads
    public static void main(String[] arguments) {
        TrainingRun run = new TrainingRun();
        run.batchSize = 1;
        run.threads = Integer.parseInt(arguments[1]);
        Checkpoints checkpoints = Checkpoints.in(Path.of(arguments[0]))
                .everySteps(1)
                .resume(true)
                .listener(notice -> {
                    if (notice instanceof CheckpointNotice.Saved saved) {
                        System.out.println(SAVED + saved.file().getFileName());
                    }
                });
        History history = run.fit(checkpoints);
        System.out.println(RESULT + run.result(history));
    }

    /// Starts one.
    ///
    /// @param jar of [#pack(Path)]; beside it the first process that ends leaves an archive of loaded classes, with
    ///     which the others start faster
    static Process start(Path jar, Path folder, int threads) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dgradus.kernels=scalar",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xlog:disable",
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + jar + ".jsa",
                "-cp",
                jar.toString(),
                KilledTraining.class.getName(),
                folder.toString(),
                Integer.toString(threads));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /// Packs the classes it needs: those in folders cannot be in an archive.
    static Path pack(Path jar) throws IOException, URISyntaxException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (Class<?> type : List.of(History.class, KilledTraining.class)) {
                Path classes = Path.of(
                        type.getProtectionDomain().getCodeSource().getLocation().toURI());
                try (Stream<Path> files = Files.walk(classes)) {
                    for (Path file : files.filter(Files::isRegularFile).toList()) {
                        String name = classes.relativize(file).toString().replace('\\', '/');
                        if (type == History.class || name.startsWith("gradus/checkpoints/")) {
                            out.putNextEntry(new ZipEntry(name));
                            Files.copy(file, out);
                        }
                    }
                }
            }
        }
        return jar;
    }
}
