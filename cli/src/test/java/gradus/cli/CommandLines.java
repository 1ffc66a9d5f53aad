package gradus.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.json.JsonMapper;

/// Runs many command lines in one JVM. `command_line.py` of the `keras` tests uses it, because starting a JVM for each
/// command would take most of its time.
final class CommandLines {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private CommandLines() {}

    /// Takes an array of arguments from each line of standard input, and prints a line with the code and what was said.
    public static void main(String[] arguments) throws IOException {
        VectorModule.load();
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            System.out.println(JSON.writeValueAsString(Ran.of(JSON.readValue(line, Object[].class))));
        }
    }
}
