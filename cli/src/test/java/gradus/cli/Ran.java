package gradus.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// A command line that was run within this JVM.
record Ran(int code, String out, String err) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static Ran of(Object... arguments) {
        String[] texts = new String[arguments.length];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = arguments[i].toString();
        }
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), texts);
        return new Ran(code, out.toString(), err.toString());
    }

    /// The object that is the last line of standard output.
    Map<String, Object> json() {
        return object(out.strip().lines().toList().getLast());
    }

    static Map<String, Object> object(String text) {
        return JSON.readValue(text, new TypeReference<>() {});
    }

    static Path model(Path folder) {
        return folder.resolve("model.keras");
    }
}
