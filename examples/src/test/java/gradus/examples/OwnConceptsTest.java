package gradus.examples;

import static gradus.layers.Layers.dense;
import static gradus.layers.Layers.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.Fit;
import gradus.Model;
import gradus.Sequential;
import gradus.activations.Activation;
import gradus.activations.Elementwise;
import gradus.checkpoints.Checkpoints;
import gradus.constraints.Constraint;
import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.data.Shape;
import gradus.layers.Dense;
import gradus.math.Functions;
import gradus.math.RandomStream;
import gradus.optimizers.Optimizer;
import gradus.registry.Notation;
import gradus.registry.Registry;
import gradus.regularizers.Regularizer;
import gradus.schedules.Schedule;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A model all of whose parts are a user's own, on the module path.
class OwnConceptsTest {
    @TempDir
    private Path folder = Path.of("");

    /// A penalty on fourth powers.
    public record Quartic(double amount) implements Regularizer {
        @Override
        public double penalty(float[] values, int from, int to) {
            double sum = 0;
            for (int i = from; i < to; i++) {
                sum += Math.pow(values[i], 4);
            }
            return amount * sum;
        }

        @Override
        public void addGradient(float[] values, float[] gradients, int from, int to, float scale) {
            for (int i = from; i < to; i++) {
                gradients[i] += (float) (scale * 4 * amount * Math.pow(values[i], 3));
            }
        }
    }

    /// A box.
    public record Box(double limit) implements Constraint {
        @Override
        public void apply(float[] values, int offset, Shape shape) {
            for (int i = offset; i < offset + shape.size(); i++) {
                values[i] = (float) Math.clamp(values[i], -limit, limit);
            }
        }
    }

    /// A rate that falls with the root of the step.
    public record RootDecay(double start) implements Schedule {
        @Override
        public double at(long step) {
            return start / Math.sqrt(1.0 + step);
        }
    }

    /// Not registered by anybody.
    public record Stranger() implements Elementwise {
        @Override
        public void forward(Functions functions, float[] x, float[] y, int from, int to) {
            System.arraycopy(x, from, y, from, to - from);
        }

        @Override
        public void backward(
                Functions functions, float[] x, float[] y, float[] gradientY, float[] gradientX, int from, int to) {
            System.arraycopy(gradientY, from, gradientX, from, to - from);
        }
    }

    private static void registerByName() {
        Registry.REGULARIZERS.register("test", new Quartic(0.01), 1);
        Registry.CONSTRAINTS.register("test", new Box(1), 1);
        Registry.SCHEDULES.register("test", new RootDecay(0.01), 1);
    }

    private static Dataset data() {
        int rows = 96;
        RandomStream random = RandomStream.of(1);
        float[][] x = new float[rows][3];
        float[][] y = new float[rows][1];
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < 3; i++) {
                x[row][i] = (float) random.nextGaussian();
            }
            y[row][0] = (float) Math.sin(x[row][0]) + x[row][1];
        }
        return Dataset.of(Rows.of(x), Rows.of(y));
    }

    private static Model model() {
        registerByName();
        Model model = Sequential.of(
                input(3),
                new Gate(),
                dense(8, new Snake(2))
                        .kernelInitializer(new Alternating(0.2))
                        .kernelRegularizer(new Quartic(0.001))
                        .kernelConstraint(new Box(0.75)),
                dense(1));
        model.compile(new SignDescent(new RootDecay(0.02)).clipNorm(1), new Quantile(), new Within(0.5));
        return model;
    }

    @Test
    void allParts_goThroughAFileAndGoOnWithTheSameBits() throws Exception {
        Dataset data = data();
        Model model = model();
        double before = Objects.requireNonNull(model.evaluate(data).get("within"));
        model.fit(data, Fit.epochs(20));
        assertThat(model.evaluate(data).get("within")).isGreaterThan(before);
        Path file = folder.resolve("own.keras");
        model.save(file);

        Model loaded = Model.load(file);
        assertThat(loaded.summary()).isEqualTo(model.summary());
        assertThat(loaded.compilation()).isEqualTo(model.compilation());
        model.fit(data, Fit.epochs(3));
        loaded.fit(data, Fit.epochs(3));
        assertThat(loaded.weightsSha256()).isEqualTo(model.weightsSha256());
    }

    @Test
    void aTrainingFromACheckpoint_endsWithTheSameBits() {
        Dataset data = data();
        Model whole = model();
        whole.fit(data, Fit.epochs(6));
        Checkpoints checkpoints = Checkpoints.in(folder.resolve("checkpoints"));
        model().fit(data, Fit.epochs(4).checkpoints(checkpoints));
        Model resumed = model();
        resumed.fit(data, Fit.epochs(6).checkpoints(checkpoints.resume(true)));
        assertThat(resumed.weightsSha256()).isEqualTo(whole.weightsSha256());
    }

    @Test
    void filesNameThemAsKerasRegistersThem() throws Exception {
        Path file = folder.resolve("own.keras");
        model().save(file);
        String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        assertThat(text)
                .contains("\"class_name\":\"examples>Gate\"", "\"registered_name\":\"examples>Gate\"")
                .contains("\"registered_name\":\"examples>SignDescent\"", "\"registered_name\":\"test>Box\"");
    }

    @Test
    void textNamesThem() {
        registerByName();
        assertThat(Notation.parse(Registry.OPTIMIZERS, "sign_descent(root_decay(0.5), clipnorm=2)"))
                .isEqualTo(new SignDescent(new RootDecay(0.5)).clipNorm(2));
        assertThat(Notation.parseAll(Registry.LAYERS, "gate dense(4, snake(3), kernel_constraint=box(2)) snake"))
                .hasSize(3)
                .contains(new Gate(), new Dense(4, new Snake(3)).kernelConstraint(new Box(2)));
        Optimizer optimizer = new SignDescent(0.25);
        assertThat(Notation.parse(Registry.OPTIMIZERS, Notation.write(Registry.OPTIMIZERS, optimizer)))
                .isEqualTo(optimizer);
        assertThat(Notation.parse(Registry.LOSSES, "pinball(0.9)").toString()).startsWith("Quantile[quantile=0.9");
    }

    @Test
    void whatIsNotRegistered_cannotBeSaved_andTheMessageSaysWhatToDo() {
        Activation stranger = new Stranger();
        Model model = Sequential.of(input(2), dense(1, stranger));
        assertThatThrownBy(() -> model.save(folder.resolve("stranger.keras")))
                .hasMessageContaining("Stranger cannot be saved: it is not registered as a activation;")
                .hasMessageContaining("see gradus.registry.ConceptProvider");
    }
}
