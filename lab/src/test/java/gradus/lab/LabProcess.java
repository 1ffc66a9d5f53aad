package gradus.lab;

import gradus.kernels.Kernels;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// A lab in a process of its own, which ends with its standard input.
final class LabProcess implements AutoCloseable {
    private final Process process;
    private final String address;

    LabProcess() throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules=jdk.incubator.vector",
                        "-Dgradus.kernels=" + Kernels.current().name(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LabProcess.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader printed = process.inputReader(StandardCharsets.UTF_8);
        address = String.valueOf(printed.readLine());
    }

    /// The process: starts a lab, prints its address.
    public static void main(String[] arguments) throws IOException {
        try (Lab lab = Lab.start(0)) {
            System.out.println(lab.address());
            while (System.in.read() >= 0) {
                // Until the other end closes.
            }
        }
    }

    String address() {
        return address;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
