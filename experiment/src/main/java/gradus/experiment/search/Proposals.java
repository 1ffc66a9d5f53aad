package gradus.experiment.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Trials a few at a time. For every three that were tried on a rung, the best that is left there goes on to the next
/// one; the others of the few are drawn where earlier trials were good. They are as many on every machine, so the
/// result is the same.
///
/// Earlier trials are ranked by the number of their epochs, then by their score: what went on was better than what it
/// left behind.
///
/// [Li et al. 2020](https://arxiv.org/abs/1810.05934) (asynchronous halving),
/// [Falkner, Klein & Hutter 2018](https://arxiv.org/abs/1807.01774) (with a model)
final class Proposals {
    private static final int FIRST = 10;
    private static final int TOGETHER = 5;
    private static final double GOOD = 0.1;

    private final Search search;
    private final Rungs rungs;
    private final List<Trial> known = new ArrayList<>();

    Proposals(Search search, Rungs rungs) {
        this.search = search;
        this.rungs = rungs;
    }

    /// Makes all trials.
    List<Trial> all() {
        List<Trial> next = next();
        while (!next.isEmpty() && !rungs.runner().stopped()) {
            List<Trial> tried = rungs.climb(next);
            for (Trial trial : tried) {
                if (trial.number() < known.size()) {
                    known.set(trial.number(), trial);
                } else {
                    known.add(trial);
                }
            }
            next = next();
        }
        return known;
    }

    private List<Trial> next() {
        int together = known.isEmpty() ? FIRST : TOGETHER;
        List<Trial> next = new ArrayList<>();
        for (int rung = rungs.last() - 1; rung >= 0; rung--) {
            next.addAll(better(rung, together - next.size()));
        }
        for (int number = known.size(); next.size() < together && number < search.trials(); number++) {
            next.add(number < FIRST ? search.draw(number, 0) : propose(number));
        }
        if (next.isEmpty() && known.stream().noneMatch(trial -> trial.rungs().size() > rungs.last())) {
            known.stream().filter(Proposals::goesOn).min(ranking()).ifPresent(next::add);
        }
        return next;
    }

    /// The best of those that stand on a rung, no more than make a third of all that were tried on it go on.
    private List<Trial> better(int rung, int most) {
        long tried = known.stream().filter(trial -> trial.rungs().size() > rung).count();
        long gone =
                known.stream().filter(trial -> trial.rungs().size() > rung + 1).count();
        return known.stream()
                .filter(trial -> trial.rungs().size() == rung + 1 && goesOn(trial))
                .sorted(rungs.order())
                .limit(Math.clamp(tried / Rungs.FACTOR - gone, 0, most))
                .toList();
    }

    private static boolean goesOn(Trial trial) {
        return trial.broken() == null && Double.isFinite(trial.score());
    }

    private Comparator<Trial> ranking() {
        return Comparator.comparingInt((Trial trial) -> -trial.rungs().size()).thenComparing(rungs.order());
    }

    private Trial propose(int number) {
        List<Trial> ranked = known.stream().sorted(ranking()).toList();
        int good = (int) Math.ceil(GOOD * ranked.size());
        Parzen best = new Parzen(search.space(), ranked.subList(0, good));
        Parzen rest = new Parzen(search.space(), ranked.subList(good, ranked.size()));
        return new Trial(number, 0, Parzen.propose(best, rest, search.random(number)), List.of(), null);
    }
}
