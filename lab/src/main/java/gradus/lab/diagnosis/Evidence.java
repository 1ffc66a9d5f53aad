package gradus.lab.diagnosis;

import java.util.List;

/// What a network says about rows that it learns from, without dropout and with the running statistics of batch
/// normalization, now and at moments of before; and what can be expected of these rows.
///
/// @param losses at moments of before, oldest first, the last one now
/// @param score of now: the accuracy, or of a regression the part of the variance that is explained (R²)
/// @param reference the same of the nearest neighbours of each row, which no network is needed for
/// @param majority the share of the most frequent class, or 0 for a regression
/// @param oneAnswer the share of the most frequent answer; of a regression 1 if all answers are nearly the same
/// @param contradicted the share of rows whose neighbours mostly have another class
public record Evidence(
        List<Moment> losses, double score, double reference, double majority, double oneAnswer, double contradicted) {
    /// A loss at a moment.
    ///
    /// @param step how many steps were made
    public record Moment(long step, double loss) {}

    /// Of a run that has not begun.
    public static final Evidence NONE = new Evidence(List.of(), 0, 0, 0, 0, 0);

    /// The loss before the first step.
    double first() {
        return losses.getFirst().loss();
    }

    /// The loss of now.
    double now() {
        return losses.getLast().loss();
    }

    /// The least loss.
    double best() {
        return losses.stream().mapToDouble(Moment::loss).min().orElse(Double.NaN);
    }

    /// The mean of the last losses.
    double recent(int count) {
        return losses.stream()
                .skip(Math.max(0, losses.size() - count))
                .mapToDouble(Moment::loss)
                .average()
                .orElse(Double.NaN);
    }

    /// The moments of the later half of the steps.
    private List<Moment> later() {
        long half = losses.getLast().step() / 2;
        return losses.stream().filter(moment -> moment.step() >= half).toList();
    }

    /// What share of the moments of the later half has a higher loss than the one before.
    double rising(double by) {
        List<Moment> later = later();
        int rises = 0;
        for (int i = 1; i < later.size(); i++) {
            rises += later.get(i).loss() > later.get(i - 1).loss() + by ? 1 : 0;
        }
        return later.size() > 1 ? (double) rises / (later.size() - 1) : 0;
    }

    /// What part of its loss the later half gained.
    double gained() {
        return 1 - now() / later().getFirst().loss();
    }

    /// The largest loss.
    double worst() {
        return losses.stream().mapToDouble(Moment::loss).max().orElse(Double.NaN);
    }

    /// Whether the rows are learned about as well as they can be.
    boolean isGood() {
        return score >= reference - Rule.BELOW_NEIGHBOURS || score >= Rule.GOOD_SCORE;
    }
}
