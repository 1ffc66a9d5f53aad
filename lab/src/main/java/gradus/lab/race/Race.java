package gradus.lab.race;

import gradus.kernels.Workers;
import gradus.lab.messages.RaceMessages.RacePath;
import gradus.lab.messages.RaceMessages.RaceResult;
import gradus.lab.messages.RaceMessages.RaceStart;
import gradus.optimizers.Optimizer;
import gradus.schedules.Schedule;
import gradus.training.Updater;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A race: every optimizer makes its steps on the same surface from the same start, by the code that trains networks.
final class Race {
    /// What is tried for a tuned race.
    static final List<Double> GRID = List.of(0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0);

    static final int MOST_STEPS = 500;
    /// The share of the way down that may be left for a racer to have arrived.
    private static final double LEFT = 0.01;
    /// A racer this many ranges away from the surface is lost.
    private static final double FAR = 1000;

    private static final double LARGEST_RATE = 100;

    private Race() {}

    /// Runs the race.
    ///
    /// @throws IllegalArgumentException if it exceeds a limit; the message says which
    static RaceResult run(Surface surface, RaceStart asked, List<Racer> racers) {
        check(surface, asked);
        List<List<RacePath>> tries = new ArrayList<>();
        for (Racer racer : racers) {
            List<Double> rates = asked.mode().equals("tuned") ? GRID : List.of(rate(asked, racer));
            tries.add(rates.stream()
                    .map(rate -> walk(surface, asked, racer, rate))
                    .toList());
        }
        Double minimum = surface.minimum();
        double lowest = minimum == null
                ? tries.stream()
                        .flatMap(List::stream)
                        .mapToDouble(Race::lowest)
                        .min()
                        .orElse(0)
                : minimum;
        double goal = lowest + LEFT * (surface.height(asked.x(), asked.y()) - lowest);
        List<RacePath> paths = tries.stream()
                .map(ways -> best(ways.stream().map(way -> arrived(way, goal)).toList()))
                .toList();
        return new RaceResult(asked, lowest, minimum != null, goal, paths);
    }

    private static void check(Surface surface, RaceStart asked) {
        require(asked.steps() >= 1 && asked.steps() <= MOST_STEPS, "steps must be from 1 to " + MOST_STEPS);
        List<Double> range = surface.range();
        require(
                asked.x() >= range.get(0)
                        && asked.x() <= range.get(1)
                        && asked.y() >= range.get(2)
                        && asked.y() <= range.get(3),
                "the start must lie in the picture: x from " + range.get(0) + " to " + range.get(1) + ", y from "
                        + range.get(2) + " to " + range.get(3));
        require(List.of("tuned", "shared", "own").contains(asked.mode()), "a race is tuned, shared or own");
        List<Double> rates = new ArrayList<>(asked.rates().values());
        rates.add(asked.rate());
        require(
                rates.stream().allMatch(rate -> rate > 0 && rate <= LARGEST_RATE),
                "a learning rate must be above 0 and at most " + LARGEST_RATE);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    private static double rate(RaceStart asked, Racer racer) {
        return asked.mode().equals("own") ? asked.rates().getOrDefault(racer.name(), asked.rate()) : asked.rate();
    }

    /// The way that arrives first; if none does, the one that ends lowest. Of equals the one with the smaller rate.
    private static RacePath best(List<RacePath> ways) {
        RacePath best = ways.getFirst();
        for (RacePath way : ways) {
            int earlier = Integer.compare(steps(way), steps(best));
            if (earlier < 0 || (earlier == 0 && end(way) < end(best))) {
                best = way;
            }
        }
        boolean edge = ways.size() > 1 && (best.rate() == GRID.getFirst() || best.rate() == GRID.getLast());
        return with(best, edge, best.arrived());
    }

    private static int steps(RacePath way) {
        Integer arrived = way.arrived();
        return arrived == null ? Integer.MAX_VALUE : arrived;
    }

    private static double end(RacePath way) {
        return way.diverged() != null ? Double.POSITIVE_INFINITY : way.heights()[way.heights().length - 1];
    }

    private static double lowest(RacePath way) {
        double lowest = Double.POSITIVE_INFINITY;
        for (float height : way.heights()) {
            lowest = Math.min(lowest, height);
        }
        return lowest;
    }

    /// Notes the step from which it is below the goal and stays there: who only flies over it has not arrived.
    private static RacePath arrived(RacePath way, double goal) {
        int last = way.heights().length - 1;
        int step = last;
        while (step >= 0 && way.heights()[step] <= goal) {
            step--;
        }
        return with(way, way.edge(), step == last || way.diverged() != null ? null : Integer.valueOf(step + 1));
    }

    private static RacePath with(RacePath way, boolean edge, @Nullable Integer arrived) {
        return new RacePath(
                way.name(),
                way.rate(),
                edge,
                arrived,
                way.diverged(),
                way.x(),
                way.y(),
                way.heights(),
                way.gradientX(),
                way.gradientY(),
                way.lookedX(),
                way.lookedY(),
                way.slots());
    }

    /// Makes the steps.
    static RacePath walk(Surface surface, RaceStart asked, Racer racer, double rate) {
        Optimizer optimizer = racer.optimizer().withLearningRate(Schedule.constant(rate));
        int steps = asked.steps();
        float[] place = {(float) asked.x(), (float) asked.y()};
        float[] gradient = new float[2];
        Updater updater = Updater.of(optimizer, place, Workers.of(1));
        float[][] ways = new float[7][steps + 1];
        List<String> names = optimizer.slots();
        List<float[]> slots = new ArrayList<>();
        names.forEach(slot -> slots.add(new float[2 * steps]));
        ways[0][0] = place[0];
        ways[1][0] = place[1];
        ways[2][0] = (float) surface.height(place[0], place[1]);
        int made = 0;
        while (made < steps) {
            updater.beginStep();
            ways[5][made] = place[0];
            ways[6][made] = place[1];
            surface.gradient(place[0], place[1], made, gradient);
            ways[3][made] = gradient[0];
            ways[4][made] = gradient[1];
            updater.apply(gradient);
            float height = isNear(surface, place) ? (float) surface.height(place[0], place[1]) : Float.NaN;
            if (!Float.isFinite(height)) {
                break;
            }
            Map<String, float[]> state = updater.state().slots();
            for (int slot = 0; slot < slots.size(); slot++) {
                System.arraycopy(state.getOrDefault(names.get(slot), gradient), 0, slots.get(slot), 2 * made, 2);
            }
            made++;
            ways[0][made] = place[0];
            ways[1][made] = place[1];
            ways[2][made] = height;
        }
        int places = made + 1;
        int count = made;
        return new RacePath(
                racer.name(),
                rate,
                false,
                null,
                made < steps ? made + 1 : null,
                Arrays.copyOf(ways[0], places),
                Arrays.copyOf(ways[1], places),
                Arrays.copyOf(ways[2], places),
                Arrays.copyOf(ways[3], count),
                Arrays.copyOf(ways[4], count),
                Arrays.copyOf(ways[5], count),
                Arrays.copyOf(ways[6], count),
                slots.stream().map(slot -> Arrays.copyOf(slot, 2 * count)).toList());
    }

    private static boolean isNear(Surface surface, float[] place) {
        List<Double> range = surface.range();
        double width = FAR * (range.get(1) - range.get(0));
        return Math.abs(place[0]) <= width && Math.abs(place[1]) <= width;
    }
}
