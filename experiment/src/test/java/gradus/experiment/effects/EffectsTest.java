package gradus.experiment.effects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradus.Fit;
import gradus.LossSurface;
import gradus.Model;
import gradus.Sequential;
import gradus.data.Dataset;
import gradus.experiment.claims.ClaimReport;
import gradus.experiment.claims.Measurements;
import gradus.experiment.claims.PublishedClaim;
import gradus.experiment.reports.Picture;
import gradus.layers.Layers;
import gradus.math.RandomStream;
import gradus.optimizers.Sgd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every effect at a scale that takes no time.
class EffectsTest {
    private static final Path EXPERIMENTS = Path.of("..", "experiments");

    static Stream<Effect> small() {
        return Stream.of(
                new RandomLabels(40, 8, 2),
                new LotteryTicket(60, 8, 1, 2),
                new ModeConnectivity(40, 4, 1, 3),
                new EdgeOfStability(30, 4, 8, 2),
                new Ensembles(40, 4, 1, 10),
                new LabelSmoothing(30, 4, 2),
                new DoubleDescent(20, 1, List.of(16, 40, 200)),
                new SpectralBias(32, 4, 4, 2),
                new Grokking(5, 4, 4, 2),
                new SeluAndDepth(32, 4, 1, List.of(1, 2), List.of(0.01, 0.1)),
                new BatchNormAgainstResidual(50, 4, 1, List.of(4, 12, 40), List.of(0.01)),
                new SharpnessAware(50, 4, 2, 1, 0.1, 0.1),
                new CriticalBatch(20, 4, 2, List.of(2, 8, 128, 512), List.of(0.1)),
                new WidthTransfer(20, 1, List.of(4, 8), List.of(0.001, 0.01)),
                new WarmUp(50, 4, 2, 1, 1, List.of(0.02, 0.04)),
                new AdamWAgainstL2(20, 4, 1, List.of(0.001, 0.01), List.of(0.1), List.of(0.1)));
    }

    private static PublishedClaim published(Effect effect) throws IOException {
        String file = effect.name() + ".md";
        return PublishedClaim.parse(file, Files.readString(EXPERIMENTS.resolve(file)));
    }

    @Test
    void everyEffect_isTriedHere_andKnownByItsName() {
        assertThat(small().map(Effect::name))
                .containsExactlyElementsOf(
                        Effects.ALL.stream().map(Effect::name).toList());
        assertThat(Effects.ALL).allSatisfy(effect -> {
            assertThat(Effects.find(effect.name())).isSameAs(effect);
            assertThat(effect.name()).matches("[a-z0-9-]+");
            assertThat(effect.sentence()).isNotBlank().doesNotEndWith(".");
            assertThat(effect.seeds()).isBetween(4, 12);
        });
        assertThat(Effects.find("luck")).isNull();
    }

    @ParameterizedTest
    @MethodSource("small")
    void anEffect_hasTheNumbersOfItsRules_andAPicture_theSameWithAnySeedsSideBySide(Effect effect) throws IOException {
        Measurements one = Effects.measure(effect, 5, 2, 1, (done, total, seen) -> {});
        Measurements two = Effects.measure(effect, 5, 2, 2, (done, total, seen) -> {});

        assertThat(Measurements.csv(List.of(one))).isEqualTo(Measurements.csv(List.of(two)));
        assertThat(ClaimReport.markdown(published(effect).judge(List.of(one)), List.of(one), List.of(), "a.svg"))
                .contains("verdict");
        Picture picture = Objects.requireNonNull(one.picture());
        assertThat(picture.charts()).hasSameSizeAs(effect.panels());
        assertThat(picture.svg())
                .startsWith("<svg")
                .contains(picture.legend())
                .isEqualTo(Objects.requireNonNull(two.picture()).svg());
    }

    @Test
    void aPublishedEffect_hasAQuestion_andWasMadeByItsOwnCommand() throws IOException {
        for (Effect effect : Effects.ALL) {
            PublishedClaim claim = published(effect);
            assertThat(claim.command()).containsExactly("measure", effect.name());
            assertThat(claim.before()).contains("\n**Published.** ", "\n**Here.** ", "\n**Why.** ", "\n```question\n");
            assertThat(EXPERIMENTS.resolve(effect.name() + ".svg")).isNotEmptyFile();
        }
    }

    @Test
    void quality_isThatOfTheBooks() {
        Quality quality = Quality.of(new float[] {0, 1}, new float[] {0.8f, 0.2f, 0.6f, 0.4f}, 2);

        assertThat(quality.loss()).isCloseTo(-(Math.log(0.8) + Math.log(0.4)) / 2, within(1e-6));
        assertThat(quality.accuracy()).isEqualTo(0.5);
        assertThat(quality.ece()).isCloseTo((0.2 + 0.6) / 2, within(1e-6));
    }

    @Test
    void relabelledRows_areTheShareThatWasAsked() {
        Dataset train = Digits.split(1000, 0).train();
        float[] before = train.target().toArray();
        float[] none = Labels.redrawn(train, Digits.CLASSES, 0, 3).target().toArray();
        float[] all = Labels.redrawn(train, Digits.CLASSES, 1, 3).target().toArray();
        int same = 0;
        for (int i = 0; i < before.length; i++) {
            same += before[i] == all[i] ? 1 : 0;
        }

        assertThat(none).containsExactly(before);
        assertThat(same / (double) before.length).isCloseTo(0.1, within(0.03));
    }

    @Test
    void aMask_prunesTheSmallest_andKeepsBiases() {
        Model model = Sequential.of(Layers.input(2), Layers.dense(2)).seed(1);
        float[] values = model.parameters().values();
        System.arraycopy(new float[] {3, -1, 2, -4, 0.1f, 0.2f}, 0, values, 0, 6);
        PruningMask mask = new PruningMask(model);

        mask.prune(0.5, model);
        mask.apply(model);

        assertThat(values).containsExactly(3, 0, 0, -4, 0.1f, 0.2f);
        assertThat(mask.share()).isEqualTo(0.5);
        PruningMask other = mask.shuffled(model, RandomStream.of(1));
        assertThat(other.share()).isEqualTo(0.5);
    }

    @Test
    void aWideNetwork_fitsWrongLabels_aNarrowOneCannot() {
        Observation seen = new Observation();
        new DoubleDescent(10, 100, List.of(1, 40)).observe(3, seen);

        assertThat(seen.values().get("width=40"))
                .extractingByKey("train_loss")
                .satisfies(loss -> assertThat(loss).isLessThan(0.05));
        assertThat(seen.values().get("width=1"))
                .extractingByKey("train_loss")
                .satisfies(loss -> assertThat(loss).isBetween(0.3, 1.5));
    }

    @Test
    void anAmplitude_isThatOfItsFrequencyAlone() {
        float[][] target = new float[32][1];
        float[][] answer = new float[32][1];
        for (int i = 0; i < target.length; i++) {
            target[i][0] = (float) Math.sin(2 * Math.PI * 3 * i / target.length + 0.7);
            answer[i][0] = target[i][0] / 4;
        }

        assertThat(SpectralBias.amplitude(target, new float[32][1], 3)).isCloseTo(1, within(1e-6));
        assertThat(SpectralBias.amplitude(target, answer, 3)).isCloseTo(0.75, within(1e-6));
        assertThat(SpectralBias.amplitude(target, answer, 2)).isCloseTo(0, within(1e-6));
    }

    @Test
    void sums_areThoseOfAllPairs() {
        Dataset sums = new Grokking(5, 4, 1, 1).sums();
        float[] pair = new float[10];
        float[] sum = new float[5];
        sums.input().copy(4 * 5 + 3, pair, 0);
        sums.target().copy(4 * 5 + 3, sum, 0);

        assertThat(sums.rows()).isEqualTo(25);
        assertThat(pair).containsExactly(0, 0, 0, 0, 1, 0, 0, 0, 1, 0);
        assertThat(sum).containsExactly(0, 0, 1, 0, 0);
    }

    @Test
    void theBestAttempt_hasTheSmallestLoss_andADivergedOneTheLargest() {
        Dataset.Split split = Digits.split(40, 1);
        Attempt best = Attempt.best(
                List.of(1e30, 0.1, 1e-9),
                rate -> Attempt.of(
                        rate, Digits.classifier(1, new Sgd(rate), List.of(Layers.dense(8))), split, Fit.epochs(3)));
        Attempt diverged =
                Attempt.of(1e30, Digits.classifier(1, new Sgd(1e30), List.of(Layers.dense(8))), split, Fit.epochs(3));

        assertThat(best.setting()).isEqualTo(0.1);
        assertThat(diverged.loss()).isInfinite();
        assertThat(diverged.accuracy()).isZero();
    }

    @Test
    void aValue_isReachedOnce() {
        Reached reached = new Reached(0.5);
        Observation seen = new Observation();
        reached.at(1, 0.4);
        reached.note("early", seen);
        reached.at(2, 0.6);
        reached.at(3, 0.3);
        reached.note("late", seen);

        assertThat(seen.values().get("early")).containsEntry("accuracy", 0.4).containsEntry("steps", Double.NaN);
        assertThat(seen.values().get("late")).containsEntry("accuracy", 0.3).containsEntry("steps", 2.0);
    }

    @Test
    void aSharpnessAwareStep_takesTheGradientUpTheHill() {
        Model model = Digits.classifier(1, 4);
        LossSurface surface = new LossSurface(model, Digits.split(20, 1).train());
        float[] start = model.parameters().values().clone();
        float[] plain = start.clone();
        float[] aware = start.clone();
        float[] uphill = new float[start.length];
        surface.gradient(start, uphill);
        double length = 0;
        for (float g : uphill) {
            length += (double) g * g;
        }
        for (int i = 0; i < uphill.length; i++) {
            uphill[i] = (float) (start[i] + 0.5 * uphill[i] / Math.sqrt(length));
        }
        float[] gradient = new float[start.length];
        surface.gradient(uphill, gradient);

        SharpnessAware.step(plain, surface, 0.1, 0);
        SharpnessAware.step(aware, surface, 0.1, 0.5);

        assertThat(surface.loss(plain)).isLessThan(surface.loss(start));
        for (int i = 0; i < start.length; i++) {
            assertThat(aware[i]).isCloseTo(start[i] - 0.1f * gradient[i], within(1e-6f));
        }
    }
}
