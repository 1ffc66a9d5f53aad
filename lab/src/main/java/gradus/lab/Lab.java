package gradus.lab;

import gradus.lab.bench.Workbench;
import gradus.lab.comparisons.Comparisons;
import gradus.lab.comparisons.ComparisonsPart;
import gradus.lab.keep.RunStore;
import gradus.lab.lessons.EffectsPart;
import gradus.lab.lessons.LessonsPart;
import gradus.lab.pages.Api;
import gradus.lab.pages.Choices;
import gradus.lab.pages.Pages;
import gradus.lab.race.RacePart;
import gradus.lab.run.Uploads;
import gradus.lab.server.Part;
import gradus.lab.server.Routes;
import gradus.lab.server.Server;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The lab at work: a server for the browser of this machine, and the runs that it shows.
///
/// ```java
/// try (Lab lab = Lab.start(0)) {
///     System.out.println(lab.address());
///     ...
/// }
/// ```
public final class Lab implements AutoCloseable {
    private final Uploads uploads;
    private final RunStore store;
    private final Workbench bench;
    private final String dropped;
    private final List<Part> parts;
    private final Server server;

    private Lab(int port, RunStore store) {
        this.store = store;
        uploads = new Uploads();
        bench = new Workbench(uploads, store);
        bench.build(Choices.start());
        dropped = bench.dropped();
        Comparisons comparisons = new Comparisons();
        parts = List.of(
                new Pages(),
                new Api(bench, uploads),
                new ComparisonsPart(comparisons, uploads),
                new LessonsPart(comparisons),
                new EffectsPart(),
                new RacePart(bench));
        try {
            server = new Server(port, parts);
        } catch (RuntimeException e) {
            bench.close();
            parts.forEach(Part::close);
            uploads.close();
            store.close();
            throw e;
        }
    }

    /// Starts it. Its runs go with it.
    ///
    /// @param port to listen at, for this machine only; 0 for a free one
    /// @return the running lab
    public static Lab start(int port) {
        return new Lab(port, RunStore.nowhere());
    }

    /// Starts it with the runs that a folder keeps, and keeps new ones there.
    ///
    /// @param port to listen at, for this machine only; 0 for a free one
    /// @param runs the folder
    /// @return the running lab
    /// @throws java.io.UncheckedIOException if the folder cannot be written
    /// @throws IllegalStateException if another lab has the folder
    public static Lab start(int port, Path runs) {
        return new Lab(port, RunStore.in(runs));
    }

    /// {@return the folder in which the runs of this user are kept unless another is given}
    public static Path usualRuns() {
        return RunStore.usual();
    }

    /// {@return warnings about stored runs that could not be loaded, one sentence each}
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>(store.warnings());
        if (!dropped.isEmpty()) {
            warnings.add(dropped);
        }
        return warnings;
    }

    /// {@return the address of the page} The token in it lets a browser in; keep it to yourself.
    public String address() {
        return server.address();
    }

    /// {@return an address that lets a browser in once} Meant for the arguments of a command that opens a browser,
    /// which other users of the machine can read.
    public String addressOnce() {
        return server.addressOnce();
    }

    /// All that it answers to.
    List<Routes.Route> routes() {
        return server.routes();
    }

    /// Ends all streams, as a network that breaks would; pages come back.
    void dropStreams() {
        server.dropStreams();
    }

    /// How many bytes the files of its pages have when they are sent.
    int pageBytes() {
        return server.pageBytes();
    }

    /// Ends it: runs stop, uploads are deleted.
    @Override
    public void close() {
        bench.close();
        parts.forEach(Part::close);
        server.close();
        uploads.close();
        store.close();
    }
}
