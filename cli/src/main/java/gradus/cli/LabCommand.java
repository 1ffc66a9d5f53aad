package gradus.cli;

import gradus.lab.Lab;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `gradus lab`.
@Command(
        name = "lab",
        description = "Opens the lab in the browser: build a network, watch it learn, see why.",
        mixinStandardHelpOptions = true)
final class LabCommand implements Callable<Integer> {
    /// The port unless another is given; a link that was kept leads to the lab that is started next.
    private static final int PORT = 7017;

    @Parameters(
            arity = "0..1",
            paramLabel = "LINK",
            description = "A link to a run, as Share makes it; the lab opens with that run.")
    private @Nullable String link;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "Port to listen on, for this machine only unless there is --class; 0 for a free one (default:"
                    + " 7017, or a free one if that is taken).")
    private @Nullable Integer port;

    @Option(
            names = "--runs",
            paramLabel = "DIR",
            description = "Folder that keeps the runs (default: the folder of this system for the state of programs).")
    private @Nullable Path runs;

    @Option(names = "--no-open", description = "Print the address without opening a browser.")
    private boolean noOpen;

    @Option(
            names = "--class",
            description = "Open it for a class: students join from other machines of this network by a link or its QR"
                    + " code. What goes over the network is not encrypted.")
    private boolean classroom;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            description = "With --class: the address of this machine under which students reach it (default: the one in"
                    + " the local network).")
    private @Nullable String host;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (port != null && (port < 0 || port > 65_535)) {
            throw new IllegalArgumentException("--port must be from 0 to 65535, got " + port);
        }
        if (host != null && !classroom) {
            throw new IllegalArgumentException(
                    "--host is for a class; add --class, or leave it out: without, the lab is for this machine only");
        }
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        InetAddress address = classroom ? LocalNetwork.address(host) : null;
        String run = link == null ? "" : Lab.runOf(link);
        try (Lab lab = start(out, address)) {
            lab.warnings().forEach(warning -> out.println("Note: " + warning));
            Runtime.getRuntime().addShutdownHook(new Thread(lab::close));
            if (address == null) {
                out.println("The lab is open, for this machine only, until you press Ctrl-C:");
            } else {
                out.println(
                        address.isLoopbackAddress()
                                ? "The class is open, for this machine only, until you press Ctrl-C. Students join in"
                                        + " another browser of this machine with"
                                : "The class is open, for everyone in your network who has the link, until you press"
                                        + " Ctrl-C. What goes over the network is not encrypted. Students join with");
                out.println("  " + lab.joinAddress());
                out.println("Your own page, which shows the QR code; keep this address to yourself:");
            }
            out.println("  " + lab.address() + run);
            out.flush();
            if (!noOpen) {
                open(lab.addressOnce() + run);
            }
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            // The caller that started it in a thread wants it to end.
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    private Lab start(PrintWriter out, @Nullable InetAddress address) {
        if (port != null) {
            return start(out, address, port);
        }
        InetAddress listening = address == null ? InetAddress.getLoopbackAddress() : address;
        try (ServerSocket probe = new ServerSocket(PORT, 1, listening)) {
            probe.getLocalPort();
        } catch (IOException e) {
            return start(out, address, 0);
        }
        return start(out, address, PORT);
    }

    private Lab start(PrintWriter out, @Nullable InetAddress address, int port) {
        if (runs != null) {
            return address == null ? Lab.start(port, runs) : Lab.startClass(address, port, runs);
        }
        try {
            Path usual = Lab.usualRuns();
            return address == null ? Lab.start(port, usual) : Lab.startClass(address, port, usual);
        } catch (IllegalStateException | UncheckedIOException e) {
            // Nobody asked for that folder, so the lab opens without; unless it was the port that failed.
            Lab lab = address == null ? Lab.start(port) : Lab.startClass(address, port);
            out.println("Note: runs are not kept when this lab ends, because " + e.getMessage()
                    + ". The option --runs names another folder.");
            return lab;
        }
    }

    private static void open(String address) {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        List<String> command;
        if (system.contains("windows")) {
            command = List.of("rundll32", "url.dll,FileProtocolHandler", address);
        } else if (system.contains("mac")) {
            command = List.of("open", address);
        } else if (System.getenv("DISPLAY") != null || System.getenv("WAYLAND_DISPLAY") != null) {
            command = List.of("xdg-open", address);
        } else {
            return;
        }
        try {
            new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            // The address is printed; that is enough where there is no browser.
        }
    }
}
