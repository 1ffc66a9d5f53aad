package gradus;

import static gradus.activations.Activations.RELU;
import static gradus.activations.Activations.SIGMOID;
import static gradus.activations.Activations.SOFTMAX;
import static gradus.activations.Activations.TANH;
import static gradus.layers.Layers.batchNormalization;
import static gradus.layers.Layers.dense;
import static gradus.layers.Layers.dropout;
import static gradus.layers.Layers.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import gradus.callbacks.Callback;
import gradus.callbacks.EarlyStopping;
import gradus.callbacks.TrainingEvent;
import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.data.Shape;
import gradus.initializers.Zeros;
import gradus.kernels.Kernels;
import gradus.layers.Input;
import gradus.layers.Node;
import gradus.losses.BinaryCrossentropy;
import gradus.losses.Loss;
import gradus.losses.MeanSquaredError;
import gradus.losses.SparseCategoricalCrossentropy;
import gradus.math.RandomStream;
import gradus.metrics.BinaryAccuracy;
import gradus.metrics.RootMeanSquaredError;
import gradus.metrics.SparseCategoricalAccuracy;
import gradus.optimizers.Adam;
import gradus.optimizers.Sgd;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ModelTest {
    private static final float[][] XOR = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
    private static final float[][] XOR_ANSWERS = {{0}, {1}, {1}, {0}};

    @Test
    void xor_isLearned() {
        Model model = Sequential.of(input(2), dense(8, TANH), dense(1, SIGMOID)).seed(1);
        model.compile(new Adam(0.05), new BinaryCrossentropy(), new BinaryAccuracy());
        History history = model.fit(Dataset.of(XOR, XOR_ANSWERS), Fit.epochs(200));
        assertThat(history.last("binary_accuracy")).isEqualTo(1);
        assertThat(history.last("loss")).isLessThan(0.05);
        float[][] predictions = model.predict(XOR);
        for (int row = 0; row < 4; row++) {
            assertThat(predictions[row][0]).isCloseTo(XOR_ANSWERS[row][0], within(0.2f));
        }
    }

    @Test
    void theSameSeed_givesTheSameBits_onAnyNumberOfThreads() {
        List<String> hashes = new ArrayList<>();
        for (int threads : new int[] {1, 2, 3, 7, 16, 1}) {
            Model model = Sequential.of(
                            input(20),
                            dense(70, RELU),
                            batchNormalization(),
                            dropout(0.3),
                            dense(65, TANH),
                            dense(3, SOFTMAX))
                    .seed(5)
                    .threads(threads);
            model.compile(new Adam(), new SparseCategoricalCrossentropy(), new SparseCategoricalAccuracy());
            model.fit(clusters(700, 20, 3), Fit.epochs(3).batchSize(150).validationFraction(0.2));
            hashes.add(model.weightsSha256());
        }
        assertThat(hashes).containsOnly(hashes.getFirst());
    }

    @Test
    void anotherSeed_givesOtherWeights() {
        Model model = Sequential.of(input(3), dense(4));
        String first = model.seed(1).weightsSha256();
        assertThat(model.seed(2).weightsSha256()).isNotEqualTo(first);
        assertThat(model.seed(1).weightsSha256()).isEqualTo(first);
    }

    @Test
    void aNormalizationBetween_leavesTheOtherFirstWeightsAsTheyWere() {
        Model plain = Sequential.of(input(3), dense(4), dense(2));
        Model normalized = Sequential.of(input(3), dense(4), batchNormalization(), dropout(0.5), dense(2));
        float[] head = plain.parameters().copy(plain.parameters().slices(2).getFirst());
        assertThat(normalized
                        .parameters()
                        .copy(normalized.parameters().slices(4).getFirst()))
                .isEqualTo(head);
    }

    @Test
    void zeroWeights_stayAlike_andOnlyTheLastBiasLearns() {
        Model model = Sequential.of(
                input(2),
                dense(3, TANH).kernelInitializer(new Zeros()),
                dense(1, SIGMOID).kernelInitializer(new Zeros()));
        model.compile(new Sgd(0.5), new BinaryCrossentropy());
        float[][] answers = {{0}, {1}, {1}, {1}};
        model.fit(Dataset.of(XOR, answers), Fit.epochs(20));
        float[] values = model.parameters().values();
        int last = model.parameters().slices(2).get(1).offset();
        for (int i = 0; i < values.length; i++) {
            assertThat(values[i] != 0).as("parameter %s", i).isEqualTo(i == last);
        }
    }

    @Test
    void fitAgain_goesOnWhereItWas() {
        Model once = compiledRegression();
        once.fit(line(), Fit.epochs(6).batchSize(4));
        Model twice = compiledRegression();
        twice.fit(line(), Fit.epochs(3).batchSize(4));
        History rest = twice.fit(line(), Fit.epochs(6).initialEpoch(3).batchSize(4));
        assertThat(rest.epochs()).containsExactly(3, 4, 5);
        assertThat(twice.weightsSha256()).isEqualTo(once.weightsSha256());
    }

    @Test
    void validation_isLoggedBesideTraining_andOnlyInItsEpochs() {
        History history = compiledRegression()
                .fit(line(), Fit.epochs(5).validation(line()).validationFrequency(2));
        assertThat(history.values().keySet())
                .containsExactly("loss", "root_mean_squared_error", "val_loss", "val_root_mean_squared_error");
        assertThat(history.get("val_loss").get(0)).isNaN();
        assertThat(history.get("val_loss").get(1)).isFinite();
        assertThat(history.get("val_loss").get(4))
                .as("the last epoch, as in Keras")
                .isNaN();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> history.get("accuracy"))
                .withMessageContaining("there are loss, root_mean_squared_error");
    }

    @Test
    void evaluate_givesWhatTheLastValidationGave() {
        Model model = compiledRegression();
        History history = model.fit(line(), Fit.epochs(2).validation(line()));
        assertThat(model.evaluate(line()).get("loss")).isEqualTo(history.last("val_loss"));
    }

    @Test
    void batchGradientDescent_makesOneUpdateAnEpoch_stochasticOneARow() {
        List<Integer> steps = new ArrayList<>();
        Callback counter = (event, training) -> {
            if (event instanceof TrainingEvent.Ended) {
                steps.add((int) training.steps());
            }
        };
        for (GradientDescent kind :
                List.of(GradientDescent.batch(), GradientDescent.stochastic(), GradientDescent.miniBatch(4))) {
            compiledRegression().fit(line(), Fit.epochs(2).gradientDescent(kind).callbacks(counter));
        }
        assertThat(steps).containsExactly(2, 20, 6);
    }

    @Test
    void nobodyWhoWantsBatches_isToldOfNone() {
        List<TrainingEvent> seen = new ArrayList<>();
        compiledRegression().fit(line(), Fit.epochs(1).callbacks((event, training) -> seen.add(event)));
        assertThat(seen).noneMatch(event -> event instanceof TrainingEvent.BatchEnded);
        assertThat(seen).hasSize(4);
    }

    @Test
    void aRateThatIsTooHigh_endsWithTheBatchAndTheLayer() {
        Model model = Sequential.of(input(1), dense(4, RELU).named("hidden"), dense(1).named("head"));
        model.compile(new Sgd(1e6), new MeanSquaredError());
        assertThatThrownBy(() -> model.fit(line(), Fit.epochs(50).batchSize(2)))
                .isInstanceOf(NotFiniteException.class)
                .hasMessageContaining("the loss became")
                .hasMessageContaining("epoch 1, batch")
                .hasMessageContaining("smaller learning rate")
                .satisfies(thrown ->
                        assertThat(((NotFiniteException) thrown).epoch()).isZero());
        assertThat(model.parameters().values()).doesNotContain(Float.NaN);
    }

    @Test
    void classWeights_areSampleWeightsOfTheClasses() {
        Dataset rows = Dataset.of(new float[][] {{1}, {2}, {3}}, new float[][] {{0}, {1}, {0}});
        Model model = Sequential.of(input(1), dense(1, SIGMOID).kernelInitializer(new Zeros()));
        model.compile(new Sgd(0), new BinaryCrossentropy());
        History history = model.fit(rows, Fit.epochs(1).classWeights(Map.of(0, 1.0, 1, 10.0)));
        assertThat(history.last("loss")).isCloseTo(2.7726, within(1e-4));
    }

    @Test
    void dataThatDoesNotFit_isRefusedBeforeTheFirstStep() {
        Model model = compiledRegression();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.fit(Dataset.of(XOR, XOR_ANSWERS), Fit.epochs(1)))
                .withMessage(
                        "input \"input_layer\" expects rows of 1 numbers [batch, 1], the training data has rows of 2");
        Dataset labels = Dataset.of(new float[][] {{1}, {2}}, new float[][] {{0, 1}, {1, 0}});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.fit(labels, Fit.epochs(1)))
                .withMessageContaining("MeanSquaredError with 1 outputs expects rows of 1 target numbers");
        assertThatThrownBy(() -> Sequential.of(input(1), dense(1)).fit(line(), Fit.epochs(1)))
                .hasMessageContaining("must be compiled first");
    }

    @Test
    void predict_isTheSameForRowsAloneAndTogether_andFromManyThreads() {
        Model model = Sequential.of(input(20), dense(33, RELU), batchNormalization(), dense(3, SOFTMAX));
        Rows rows = clusters(600, 20, 3).input();
        float[] together = model.predict(rows).toArray();
        List<float[]> answers = IntStream.range(0, 64)
                .parallel()
                .mapToObj(i -> model.predict(rows.select(new int[] {i})).toArray())
                .toList();
        // On some processors oneDNN sums the products of one row in another order.
        float rounding = Kernels.current().name().equals("onednn") ? 1e-6f : 0;
        for (int row = 0; row < answers.size(); row++) {
            for (int i = 0; i < 3; i++) {
                assertThat(answers.get(row)[i]).isCloseTo(together[row * 3 + i], within(rounding));
            }
        }
    }

    /// With one thread and two each thread takes batches of rows for itself, with three and more they share each.
    @Test
    void predict_hasTheSameBits_onAnyNumberOfThreads() {
        Model model = Sequential.of(input(300), dense(512, RELU), batchNormalization(), dense(300, TANH), dense(3));
        Rows rows = clusters(1_100, 300, 3).input();
        float[] expected = model.threads(1).predict(rows).toArray();
        for (int threads : new int[] {2, 3, 7}) {
            assertThat(model.threads(threads).predict(rows).toArray()).isEqualTo(expected);
        }
    }

    @Test
    void severalOutputs_haveLossesWeightsAndMetricsByName() {
        Input in = new Input(Shape.of(2), "in");
        Node body = dense(4, TANH).apply(in);
        Model model = Model.of(
                List.of(in),
                List.of(
                        dense(1).named("price").apply(body),
                        dense(1, SIGMOID).named("sold").apply(body)));
        model.compile(
                new Sgd(0.1),
                Map.of("price", new MeanSquaredError(), "sold", new BinaryCrossentropy()),
                Map.of("sold", 3.0),
                Map.of("sold", List.of(new BinaryAccuracy())));
        Rows rows = Rows.of(new float[][] {{0, 1}, {1, 0}, {1, 1}});
        Rows targets = Rows.of(new float[][] {{0}, {1}, {1}});
        Dataset data = new Dataset(List.of(rows), List.of(targets, targets), null);
        Map<String, Double> logs = model.evaluate(data);
        assertThat(logs.keySet()).containsExactly("loss", "price_loss", "sold_loss", "sold_binary_accuracy");
        assertThat(logs.get("loss"))
                .isCloseTo(
                        logs.getOrDefault("price_loss", 0.0) + 3 * logs.getOrDefault("sold_loss", 0.0), within(1e-7));
        History history = model.fit(data, Fit.epochs(20).callbacks(new EarlyStopping("sold_loss", 3)));
        assertThat(history.get("sold_loss").getLast())
                .isLessThan(history.get("sold_loss").getFirst());
    }

    @Test
    void namesOfOutputs_areChecked() {
        Input in = new Input(Shape.of(2), "in");
        Model model = Model.of(
                List.of(in),
                List.of(dense(1).named("a").apply(in), dense(1).named("b").apply(in)));
        Map<String, Loss> both = Map.of("a", new MeanSquaredError(), "b", new MeanSquaredError());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.compile(new Sgd(), Map.of("a", new MeanSquaredError()), Map.of(), Map.of()))
                .withMessage("output \"b\" must have a loss, got none");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.compile(new Sgd(), both, Map.of("c", 1.0), Map.of()))
                .withMessage("no output is named \"c\"; there are a, b");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.compile(
                        new Sgd(), both, Map.of(), Map.of("a", List.of(new BinaryAccuracy(), new BinaryAccuracy()))))
                .withMessage("two metrics are named \"a_binary_accuracy\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.compile(new Sgd(), new MeanSquaredError()))
                .withMessageStartingWith("the model has 2 outputs (a, b) and needs a loss");
    }

    @Test
    void anOutputThatNothingCanChange_countsInTheLoss_andTrainsNothing() {
        Input in = new Input(Shape.of(2), "in");
        Model model = Model.of(
                List.of(in),
                List.of(
                        dense(1).named("fixed").frozen().apply(in),
                        dense(1).named("free").apply(in)));
        model.compile(
                new Sgd(0.1),
                List.of(new MeanSquaredError(), new MeanSquaredError()),
                List.of(1.0, 1.0),
                List.of(List.of(), List.of()));
        float[] fixed = model.parameters().copy(model.parameters().slices(1).getFirst());
        Rows rows = Rows.of(new float[][] {{0, 1}, {1, 0}, {1, 1}});
        Rows targets = Rows.of(new float[][] {{0}, {1}, {1}});
        History history = model.fit(
                new Dataset(List.of(rows), List.of(targets, targets), null),
                Fit.epochs(5).shuffle(false));
        assertThat(history.get("fixed_loss"))
                .containsOnly(history.get("fixed_loss").getFirst());
        assertThat(history.get("free_loss").getLast())
                .isLessThan(history.get("free_loss").getFirst());
        assertThat(model.parameters().copy(model.parameters().slices(1).getFirst()))
                .containsExactly(fixed);
    }

    @Test
    void oneValueAsTwoOutputs_predictsButDoesNotTrain() {
        Input in = new Input(Shape.of(2), "in");
        Node out = dense(1).named("out").apply(in);
        Model model = Model.of(List.of(in), List.of(out, out));
        assertThat(model.predict(List.of(Rows.of(new float[][] {{1, 2}})))).hasSize(2);
        MeanSquaredError loss = new MeanSquaredError();
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        model.compile(new Sgd(), List.of(loss, loss), List.of(1.0, 1.0), List.of(List.of(), List.of())))
                .withMessage("a model to be trained must have every output once, got out, out_1, of which two are the"
                        + " same value");
    }

    @Test
    void summary_showsLayersAndCounts() {
        Model model = Sequential.of(input(4), dense(3), batchNormalization(), dense(1));
        model.trainable("dense", false);
        assertThat(model.summary())
                .contains("dense (Dense)")
                .contains("[batch, 3]")
                .contains("Total params: 31 (124.00 B)")
                .contains("Trainable params: 10 (40.00 B)")
                .contains("Non-trainable params: 21 (84.00 B)");
    }

    private static Model compiledRegression() {
        Model model = Sequential.of(input(1), dense(4, TANH), dense(1)).seed(9);
        model.compile(new Adam(0.01), new MeanSquaredError(), new RootMeanSquaredError());
        return model;
    }

    private static Dataset line() {
        float[][] x = new float[10][1];
        float[][] y = new float[10][1];
        for (int i = 0; i < 10; i++) {
            x[i][0] = i / 10f;
            y[i][0] = 2 * x[i][0] - 1;
        }
        return Dataset.of(x, y);
    }

    private static Dataset clusters(int rows, int width, int classes) {
        float[] x = new float[rows * width];
        int[] labels = new int[rows];
        RandomStream.gaussians(1, x, 0, x.length);
        for (int row = 0; row < rows; row++) {
            labels[row] = row % classes;
            x[row * width + labels[row]] += 3;
        }
        return Dataset.of(Rows.of(x, width), Rows.of(labels));
    }
}
