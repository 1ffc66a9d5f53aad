package gradus.lab.keep;

import static gradus.activations.Activations.RELU;
import static gradus.activations.Activations.TANH;
import static org.assertj.core.api.Assertions.assertThat;

import gradus.initializers.HeNormal;
import gradus.layers.ActivationLayer;
import gradus.layers.BatchNormalization;
import gradus.layers.Dense;
import gradus.layers.Dropout;
import gradus.layers.Normalization;
import gradus.optimizers.Adam;
import gradus.optimizers.AdamW;
import gradus.registry.Registry;
import gradus.regularizers.L2;
import gradus.schedules.CosineDecay;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JavaSourceTest {
    private static String java(Object value) {
        return new JavaSource().of(value);
    }

    @Test
    void aConcept_isWrittenAsAPersonWouldWriteIt() {
        assertThat(java(new Dense(64, RELU).useBias(false))).isEqualTo("dense(64, RELU).useBias(false)");
        assertThat(java(new Dense(8).kernelInitializer(new HeNormal()).kernelRegularizer(new L2(0.5))))
                .isEqualTo("dense(8).kernelInitializer(new HeNormal()).kernelRegularizer(new L2(0.5))");
        assertThat(java(new ActivationLayer(TANH))).isEqualTo("activation(TANH)");
        assertThat(java(new BatchNormalization())).isEqualTo("batchNormalization()");
        assertThat(java(new Dropout(0.2))).isEqualTo("dropout(0.2)");
        assertThat(java(new Adam(0.01).clipNorm(1))).isEqualTo("new Adam(0.01).clipNorm(1.0)");
        assertThat(java(new AdamW(0.01, 0.5).clipValue(2))).isEqualTo("new AdamW(0.01, 0.5).clipValue(2.0)");
        assertThat(java(new Adam(0.1).withLearningRate(new CosineDecay(0.1, 100))))
                .startsWith("new Adam(new CosineDecay(0.1, 100.0)");
    }

    @Test
    void aText_isEscaped() {
        assertThat(java("a\"b\\c\nd\re\tf\u0001gé\u2028"))
                .isEqualTo("\"a\\\"b\\\\c\\nd\\re\\tf\\u0001g\\u00e9\\u2028\"");
    }

    /// Every concept of the registries, as it is by default: what is written compiles, and makes an equal one.
    @Test
    void everyConcept_compilesAndIsEqual(@TempDir Path folder) throws IOException, ReflectiveOperationException {
        List<Object> concepts = new ArrayList<>(List.of(
                "a\"b\\c\nd\re\tf\u0001gé\u2028\\u0022",
                new Normalization(-1, List.of(0.5, 1.5), List.of(1.0, 2.0), false),
                new Adam(0.01)
                        .clipNorm(1)
                        .weightDecay(0.1)
                        .gradientAccumulation(2)
                        .movingAverage(0.9, null)));
        for (Registry<?> registry : List.of(
                Registry.ACTIVATIONS,
                Registry.LAYERS,
                Registry.LOSSES,
                Registry.OPTIMIZERS,
                Registry.SCHEDULES,
                Registry.INITIALIZERS,
                Registry.REGULARIZERS,
                Registry.CONSTRAINTS)) {
            registry.entries().forEach(entry -> concepts.add(entry.prototype()));
        }
        JavaSource java = new JavaSource();
        List<String> texts = concepts.stream().map(java::of).toList();
        StringBuilder source = new StringBuilder(java.imports().replace("import java.util.List;\n", ""))
                .append("import java.util.List;\npublic class Concepts {\n    public static List<Object> all() {\n")
                .append("        List<Object> all = new java.util.ArrayList<>();\n");
        texts.forEach(text -> source.append("        all.add(").append(text).append(");\n"));
        Path file = folder.resolve("Concepts.java");
        Files.writeString(file, source.append("        return all;\n    }\n}\n"));

        int compiled = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        folder.toString(),
                        file.toString());

        assertThat(compiled).isZero();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            assertThat(loader.loadClass("Concepts").getMethod("all").invoke(null))
                    .isEqualTo(concepts);
        }
    }
}
