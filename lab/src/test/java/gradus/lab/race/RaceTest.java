package gradus.lab.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import gradus.lab.messages.RaceMessages.RacePath;
import gradus.lab.messages.RaceMessages.RaceResult;
import gradus.lab.messages.RaceMessages.RaceStart;
import gradus.lab.pages.Choices;
import gradus.lab.run.Run;
import gradus.lab.run.Uploads;
import gradus.optimizers.ElementwiseOptimizer;
import gradus.optimizers.Optimizer;
import gradus.optimizers.Sgd;
import gradus.registry.Registry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RaceTest {
    static List<Formula> formulas() {
        return Formula.ALL;
    }

    static List<Racer> racers() {
        return Racer.all();
    }

    private static Formula surface(String name) {
        return Formula.ALL.stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Racer racer(String name) {
        return Racer.all().stream()
                .filter(r -> r.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static RaceStart start(String surface, double x, double y, int steps, String mode, double rate) {
        return new RaceStart(surface, x, y, steps, mode, rate, Map.of());
    }

    private static RacePath walk(String racer, double rate, int steps) {
        return Race.walk(surface("bowl"), start("bowl", -2, 1.4, steps, "shared", rate), racer(racer), rate);
    }

    @Test
    void everyElementwiseOptimizerOfGradus_takesPart() {
        List<Class<?>> taking = Racer.all().stream()
                .<Class<?>>map(r -> r.optimizer().getClass())
                .toList();
        for (Registry.Entry<?> entry : Registry.OPTIMIZERS.entries()) {
            assertThat(taking.contains(entry.record().getClass()))
                    .as(entry.name())
                    .isEqualTo(entry.record() instanceof ElementwiseOptimizer);
        }
        assertThat(Racer.all()).extracting(Racer::name).doesNotHaveDuplicates().contains("adam", "heavy_ball", "lion");
    }

    @Test
    void anOptimizerOfAUser_takesNoPart() {
        Optimizer rule = new Sgd();
        assertThat(Racer.of(List.of(new Registry.Entry<>("Slope", "acme", null, rule, 0))))
                .isEmpty();
        assertThat(Racer.of(List.of(new Registry.Entry<>("Slope", "gradus", null, rule, 0))))
                .isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("formulas")
    void aGradient_isTheSlopeOfTheHeight(Formula surface) {
        double tiny = 1e-5;
        for (double x : new double[] {-1.3, 0.2, 1.7}) {
            for (double y : new double[] {-0.9, 0.4, 1.1}) {
                double[] slope = new double[2];
                surface.slopes().at(x, y, slope);
                double right = (surface.height(x + tiny, y) - surface.height(x - tiny, y)) / (2 * tiny);
                double up = (surface.height(x, y + tiny) - surface.height(x, y - tiny)) / (2 * tiny);
                assertThat(slope[0]).isCloseTo(right, within(1e-4 * (1 + Math.abs(right))));
                assertThat(slope[1]).isCloseTo(up, within(1e-4 * (1 + Math.abs(up))));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("formulas")
    void aMinimum_isLowestAndLevel(Formula surface) {
        double[] slope = new double[2];
        for (List<Double> place : surface.minima()) {
            surface.slopes().at(place.get(0), place.get(1), slope);
            assertThat(surface.height(place.get(0), place.get(1))).isCloseTo(surface.minimum(), within(1e-9));
            assertThat(Math.hypot(slope[0], slope[1])).isLessThan(1e-4);
        }
        List<Double> range = surface.range();
        for (int i = 0; i <= 20; i++) {
            for (int j = 0; j <= 20; j++) {
                double x = range.get(0) + (range.get(1) - range.get(0)) * i / 20;
                double y = range.get(2) + (range.get(3) - range.get(2)) * j / 20;
                assertThat(surface.height(x, y)).isGreaterThanOrEqualTo(surface.minimum());
            }
        }
    }

    @Test
    void descent_followsItsClosedForm() {
        RacePath path = walk("sgd", 0.05, 40);

        for (int k = 0; k <= 40; k++) {
            // w ← w - η·λ·w, so the error shrinks by 1 - η·λ a step.
            assertThat(path.x()[k]).isCloseTo((float) (-2 * Math.pow(1 - 0.05, k)), within(1e-5f));
            assertThat(path.y()[k]).isCloseTo((float) (1.4 * Math.pow(0, k)), within(1e-5f));
        }
    }

    @Test
    void descent_divergesExactlyAboveTwoOverTheLargestCurvature() {
        float[] below = walk("sgd", 0.099, 400).heights();
        float[] above = walk("sgd", 0.101, 400).heights();

        assertThat(below[400]).isLessThan(1e-5f);
        assertThat(above[200]).isGreaterThan(above[0]);
        assertThat(walk("sgd", 0.3, 400).diverged()).isNotNull();
    }

    @Test
    void heavyBall_followsItsClosedForm() {
        double rate = 0.02;
        double momentum = 0.9;
        RacePath path = walk("heavy_ball", rate, 60);

        for (double curvature : new double[] {1, 20}) {
            // w(k+1) = (1 + μ - η·λ)·w(k) - μ·w(k-1), whose roots are complex here: w(k) = √μᵏ·(a·cos kφ + b·sin kφ).
            double middle = (1 + momentum - rate * curvature) / 2;
            assertThat(middle * middle).isLessThan(momentum);
            double angle = Math.acos(middle / Math.sqrt(momentum));
            float[] places = curvature == 1 ? path.x() : path.y();
            double a = places[0];
            double b = (a * (1 - rate * curvature) / Math.sqrt(momentum) - a * Math.cos(angle)) / Math.sin(angle);
            for (int k = 0; k <= 60; k++) {
                double place = Math.pow(momentum, k / 2.0) * (a * Math.cos(k * angle) + b * Math.sin(k * angle));
                assertThat((double) places[k]).as("step %s", k).isCloseTo(place, within(2e-5));
            }
        }
    }

    @Test
    void nesterovsTwoForms_areOnePathSeenFromTwoPlaces() {
        RacePath ahead = walk("nesterov_momentum", 0.02, 30);
        RacePath keras = walk("sgd_nesterov", 0.02, 30);

        for (int k = 0; k < 30; k++) {
            assertThat(ahead.lookedX()[k]).isCloseTo(keras.x()[k], within(1e-5f));
            assertThat(ahead.lookedY()[k]).isCloseTo(keras.y()[k], within(1e-5f));
        }
    }

    @Test
    void theFirstStepOfAdam_isAsLongAsItsRate() {
        RacePath path = walk("adam", 0.1, 1);

        assertThat(path.x()[1]).isCloseTo(-1.9f, within(1e-5f));
        assertThat(path.y()[1]).isCloseTo(1.3f, within(1e-5f));
        assertThat(path.slots()).hasSize(2);
        assertThat(path.slots().get(0)).containsExactly(new float[] {-0.2f, 2.8f}, within(1e-5f));
    }

    @Test
    void lion_movesEveryParameterByTheSame() {
        RacePath path = walk("lion", 0.01, 20);

        for (int k = 1; k <= 20; k++) {
            assertThat(Math.abs(path.x()[k] - path.x()[k - 1])).isCloseTo(0.01f, within(1e-6f));
            assertThat(Math.abs(path.y()[k] - path.y()[k - 1])).isCloseTo(0.01f, within(1e-6f));
        }
    }

    @Test
    void aTunedRace_takesTheRateThatArrivesFirst() {
        RaceResult tuned = Race.run(surface("bowl"), start("bowl", -2, 1.4, 100, "tuned", 1), Racer.all());
        for (RacePath path : tuned.paths()) {
            Integer best = path.arrived();
            for (double rate : Race.GRID) {
                RaceStart alone = start("bowl", -2, 1.4, 100, "shared", rate);
                RacePath other = Race.run(surface("bowl"), alone, List.of(racer(path.name())))
                        .paths()
                        .getFirst();
                Integer arrived = other.arrived();
                if (arrived != null) {
                    assertThat(best)
                            .as("%s at %s", path.name(), rate)
                            .isNotNull()
                            .isLessThanOrEqualTo(arrived);
                }
            }
            assertThat(path.edge()).isEqualTo(path.rate() == 0.0001 || path.rate() == 3);
        }
    }

    @Test
    void whoFliesOverTheGoal_hasNotArrived() {
        RaceResult result =
                Race.run(surface("bowl"), start("bowl", 0, 1, 50, "shared", 0.3), List.of(racer("adam"), racer("sgd")));
        RacePath adam = result.paths().getFirst();
        Integer arrived = adam.arrived();
        boolean before = false;
        assertThat(arrived).isNotNull();
        for (int step = 0; step < adam.heights().length; step++) {
            boolean below = adam.heights()[step] <= result.goal();
            before |= below && arrived != null && step < arrived - 1;
            assertThat(arrived == null || step < arrived || below).isTrue();
        }
        assertThat(before).as("it was below the goal earlier, and left again").isTrue();
        assertThat(result.paths().getLast().diverged()).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("racers")
    void everyRacer_makesTheSameWayAgain_andMeetsTheSameNoise(Racer racer) {
        RaceStart asked = start("plateau", -3, 2.2, 50, "shared", 0.1);
        RacePath once = Race.walk(surface("plateau"), asked, racer, 0.1);
        RacePath again = Race.walk(surface("plateau"), asked, racer, 0.1);
        float[] first = new float[2];
        surface("plateau").gradient(-3, 2.2f, 0, first);

        assertThat(once.x()).containsExactly(again.x());
        assertThat(once.gradientX()[0]).isEqualTo(first[0], within(1e-6f));
    }

    @Test
    void ownRates_areGivenByName() {
        RaceStart asked = new RaceStart("bowl", -2, 1.4, 10, "own", 0.01, Map.of("adam", 0.5));
        RaceResult result = Race.run(surface("bowl"), asked, Racer.all());

        assertThat(result.paths()).allMatch(path -> path.rate() == (path.name().equals("adam") ? 0.5 : 0.01));
    }

    @Test
    void aRaceThatAsksForTooMuch_isRefused() {
        assertThatThrownBy(() -> Race.run(surface("bowl"), start("bowl", 9, 0, 10, "tuned", 1), Racer.all()))
                .hasMessageContaining("the start must lie in the picture");
        assertThatThrownBy(() -> Race.run(surface("bowl"), start("bowl", 0, 0, 501, "tuned", 1), Racer.all()))
                .hasMessage("steps must be from 1 to 500");
        assertThatThrownBy(() -> Race.run(surface("bowl"), start("bowl", 0, 0, 10, "shared", 0), Racer.all()))
                .hasMessageContaining("a learning rate must be above 0");
        assertThatThrownBy(() -> Race.run(surface("bowl"), start("bowl", 0, 0, 10, "mine", 1), Racer.all()))
                .hasMessageContaining("tuned, shared or own");
    }

    @Test
    void aSlice_hasTheSlopesOfItsHeights_andTheNetworksLossInTheMiddle() {
        try (Uploads uploads = new Uploads()) {
            Run run = new Run(1, Choices.start(), uploads);
            for (int epoch = 0; epoch < 20; epoch++) {
                run.epoch();
            }
            float[] weights = run.model().parameters().values().clone();
            NetworkSlice slice = new NetworkSlice(run);
            float[] gradient = new float[2];
            double tiny = 1e-2;
            for (double[] place : new double[][] {{0, 0}, {0.5, -0.3}, {-1, 1}}) {
                slice.gradient(place[0], place[1], 0, gradient);
                double right = (slice.height(place[0] + tiny, place[1]) - slice.height(place[0] - tiny, place[1]))
                        / (2 * tiny);
                double up = (slice.height(place[0], place[1] + tiny) - slice.height(place[0], place[1] - tiny))
                        / (2 * tiny);
                assertThat((double) gradient[0]).isCloseTo(right, within(5e-3));
                assertThat((double) gradient[1]).isCloseTo(up, within(5e-3));
            }
            double middle = slice.height(0, 0);
            assertThat(middle).isLessThan(slice.height(1, 1)).isEqualTo(slice.height(0, 0));
            RaceResult result = Race.run(slice, start("slice", -1.1, 0.9, 40, "tuned", 1), Racer.all());
            assertThat(result.minimumKnown()).isFalse();
            assertThat(result.paths()).anyMatch(path -> path.arrived() != null);
            assertThat(run.model().parameters().values())
                    .as("the run is not touched")
                    .containsExactly(weights);
        }
    }
}
