package gradus.lab;

import gradus.lab.bench.Desk;
import gradus.lab.bench.Desks;
import gradus.lab.bench.Workbench;
import gradus.lab.classroom.ClassPart;
import gradus.lab.classroom.Classroom;
import gradus.lab.comparisons.Comparisons;
import gradus.lab.comparisons.ComparisonsPart;
import gradus.lab.keep.RunStore;
import gradus.lab.lessons.EffectsPart;
import gradus.lab.lessons.LessonsPart;
import gradus.lab.pages.Api;
import gradus.lab.pages.Choices;
import gradus.lab.pages.Pages;
import gradus.lab.pages.RunLink;
import gradus.lab.race.RacePart;
import gradus.lab.run.Uploads;
import gradus.lab.server.Part;
import gradus.lab.server.Routes;
import gradus.lab.server.Server;
import gradus.lab.server.Visitors;
import io.helidon.webserver.http.ServerRequest;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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
    private final List<Part> parts = new ArrayList<>();
    private final Server server;
    private final @Nullable ClassPart students;

    private Lab(@Nullable InetAddress host, int port, RunStore store) {
        this.store = store;
        uploads = new Uploads();
        bench = new Workbench(uploads, store);
        bench.build(Choices.start());
        dropped = bench.dropped();
        Comparisons comparisons = new Comparisons();
        Desk desk = new Desk(bench, uploads, comparisons);
        Visitors visitors = new Visitors();
        students = host == null ? null : new ClassPart(new Classroom(visitors, Choices.start()), visitors, desk);
        Desks desks = students == null ? Desks.of(desk) : students;
        Function<ServerRequest, Comparisons> seen =
                request -> desks.seen(request).comparisons();
        parts.addAll(List.of(
                new Pages(),
                new Api(desks),
                new ComparisonsPart(comparisons, seen, uploads),
                new LessonsPart(seen),
                new EffectsPart(),
                new RacePart(bench)));
        if (students != null) {
            parts.add(students);
        }
        try {
            server = host == null
                    ? new Server(port, parts)
                    : Server.ofClass(host, port, parts, visitors, ClassPart.TEACHER);
        } catch (RuntimeException e) {
            bench.close();
            parts.forEach(Part::close);
            uploads.close();
            store.close();
            throw e;
        }
        if (students != null) {
            students.at(server::origin);
        }
    }

    /// Starts it. Its runs go with it.
    ///
    /// @param port to listen at, for this machine only; 0 for a free one
    /// @return the running lab
    public static Lab start(int port) {
        return new Lab(null, port, RunStore.nowhere());
    }

    /// Starts it with the runs that a folder keeps, and keeps new ones there.
    ///
    /// @param port to listen at, for this machine only; 0 for a free one
    /// @param runs the folder
    /// @return the running lab
    /// @throws java.io.UncheckedIOException if the folder cannot be written
    /// @throws IllegalStateException if another lab has the folder
    public static Lab start(int port, Path runs) {
        return new Lab(null, port, RunStore.in(runs));
    }

    /// Starts it for a class: students join with [#joinAddress()] from other machines of the network. What goes over
    /// the network is not encrypted.
    ///
    /// @param host an address of this machine, at which it listens
    /// @param port to listen at; 0 for a free one
    /// @param runs the folder that keeps the teacher's runs; those of students go with the lab
    /// @return the running lab
    /// @throws java.io.UncheckedIOException if the folder cannot be written
    /// @throws IllegalStateException if another lab has the folder
    public static Lab startClass(InetAddress host, int port, Path runs) {
        return new Lab(host, port, RunStore.in(runs));
    }

    /// Starts it for a class, and keeps no runs.
    ///
    /// @param host an address of this machine, at which it listens
    /// @param port to listen at; 0 for a free one
    /// @return the running lab
    public static Lab startClass(InetAddress host, int port) {
        return new Lab(host, port, RunStore.nowhere());
    }

    /// {@return the link with which students join}
    ///
    /// @throws IllegalStateException if it was not started for a class
    public String joinAddress() {
        if (students == null) {
            throw new IllegalStateException("this lab has no class; start it with startClass");
        }
        return students.link();
    }

    /// {@return the end of a link to a run, from `#` on} Behind the address of a lab it opens that run.
    ///
    /// @param link as *Share* makes it
    /// @throws IllegalArgumentException if no run can be built from it
    public static String runOf(String link) {
        return RunLink.end(link);
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
