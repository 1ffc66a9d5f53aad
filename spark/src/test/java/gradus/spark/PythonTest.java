package gradus.spark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gradus.Model;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The module for Python, where PySpark is installed.
class PythonTest {
    private record Ran(int code, String text) {}

    private static Ran python(String... arguments) throws InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("python3").redirectErrorStream(true);
        builder.command().addAll(List.of(arguments));
        builder.environment().put("PYTHONPATH", Path.of("src/main/python").toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().remove("SPARK_HOME");
        try {
            Process process = builder.start();
            try (InputStream output = process.getInputStream()) {
                String text = new String(output.readAllBytes(), UTF_8);
                return new Ran(process.waitFor(), text);
            }
        } catch (IOException e) {
            return new Ran(-1, e.toString());
        }
    }

    @Test
    void classifier_isTrainedFromPython(@TempDir Path folder) throws Exception {
        assumeTrue(python("-c", "import pyspark").code() == 0, "PySpark is not installed: its test is left out");
        Ran ran = python(
                "src/test/python/test_gradus_spark.py", System.getProperty("java.class.path"), folder.toString());
        assertThat(ran.code()).as(ran.text()).isZero();
        assertThat(ran.text()).contains("right: ");
        assertThat(Model.load(folder.resolve("model.keras")).parameters().values().length)
                .isPositive();
    }
}
