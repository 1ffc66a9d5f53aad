package gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("long")
class ConceptsCommandTest {
    @TempDir
    private Path folder = Path.of("");

    private static String run(int code, String... arguments) {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text, true);
        assertThat(Main.run(out, out, arguments)).as(text.toString()).isEqualTo(code);
        return text.toString();
    }

    @Test
    void aKind_isListedWithASentenceEach() {
        assertThat(run(0, "concepts", "optimizers"))
                .startsWith("optimizers:\n")
                .containsPattern("\n  adam +Adaptive moments: ")
                .containsPattern("\n  rmsprop +Divides each gradient by ");
        assertThat(run(0, "concepts")).contains("layers:\n", "losses:\n", "regularizers:\n");
    }

    @Test
    void aConcept_isShownWithFormulaArgumentsAndDefaults() {
        assertThat(run(0, "concepts", "optimizer", "adam"))
                .startsWith("Adam: Adaptive moments: ")
                .contains("m ← beta1·m + (1 - beta1)·g")
                .containsPattern("\n  learning_rate=0.001 +the learning rate or its schedule")
                .containsPattern("\n  beta_1=0.9 +the fraction of the mean gradient that");
        assertThat(run(0, "concepts", "layer", "dense")).containsPattern("\n  units +the number of");
    }

    @Test
    void whatDoesNotExist_isSaid() {
        assertThat(run(2, "concepts", "sauce")).contains("there is no kind \"sauce\"; there are activation, layer,");
        assertThat(run(2, "concepts", "loss", "sauce")).contains("no loss is named \"sauce\"; there are MeanSquared");
    }

    @Test
    void conceptsOfAJarOnTheClassPath_canBeNamed() throws Exception {
        String classPath = compiledExamples() + File.pathSeparator + System.getProperty("java.class.path");
        Path model = folder.resolve("run/model.keras");
        String text = start(
                classPath,
                "train",
                "breast_cancer",
                "--layers",
                "gate dense(8, snake(2))",
                "--optimizer",
                "sign_descent(0.01, clipnorm=1)",
                "--init",
                "alternating",
                "--metrics",
                "within(0.5)",
                "--callbacks",
                "stop_at(val_loss, 0)",
                "--out",
                folder.resolve("run").toString());
        assertThat(text)
                .contains("sign_descent(learning_rate=0.01, clipnorm=1)", "within", "(val_loss has reached 0.0)");
        assertThat(start(classPath, "summary", model.toString())).contains("Gate");
        assertThat(start(classPath, "concepts", "loss")).contains("quantile");
    }

    /// The concepts of the module `examples`, compiled anew as a user's would be.
    private Path compiledExamples() throws Exception {
        Path sources = Path.of("../examples/src/main");
        List<String> arguments = new ArrayList<>(List.of("-proc:none", "-nowarn", "-d", folder.toString()));
        for (String name :
                List.of("OwnConcepts", "Gate", "Snake", "Quantile", "Within", "SignDescent", "Alternating", "StopAt")) {
            arguments.add(
                    sources.resolve("java/gradus/examples/" + name + ".java").toString());
        }
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
                .isZero();
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        String provider = "gradus.registry.ConceptProvider";
        Files.copy(sources.resolve("resources/META-INF/services").resolve(provider), services.resolve(provider));
        return folder;
    }

    private static String start(String classPath, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                Main.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(text).isZero();
        return text;
    }
}
