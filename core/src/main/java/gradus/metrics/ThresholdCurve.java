package gradus.metrics;

/// The area under a curve that is known at some thresholds, as Keras computes it.
final class ThresholdCurve {
    private final BinaryCounts counts;
    private final int group;

    /// @param group the group of columns
    ThresholdCurve(BinaryCounts counts, int group) {
        this.counts = counts;
        this.group = group;
    }

    double area(Auc.Curve curve, Auc.SummationMethod method) {
        double area = 0;
        for (int i = 0; i < counts.thresholds() - 1; i++) {
            if (curve == Auc.Curve.PR && method == Auc.SummationMethod.INTERPOLATION) {
                area += interpolated(i);
            } else {
                double width = x(curve, i) - x(curve, i + 1);
                double before = y(curve, i);
                double after = y(curve, i + 1);
                area += width
                        * switch (method) {
                            case INTERPOLATION -> (before + after) / 2;
                            case MINORING -> Math.min(before, after);
                            case MAJORING -> Math.max(before, after);
                        };
            }
        }
        return area;
    }

    /// Returns the area between two thresholds under precision over recall, if both counts change in proportion.
    ///
    /// [Davis & Goadrich 2006](https://doi.org/10.1145/1143844.1143874)
    private double interpolated(int i) {
        double before = truePositives(i) + falsePositives(i);
        double after = truePositives(i + 1) + falsePositives(i + 1);
        double found = truePositives(i) - truePositives(i + 1);
        double slope = ratio(found, Math.max(before - after, 0));
        double intercept = truePositives(i + 1) - slope * after;
        double growth = before > 0 && after > 0 ? before / after : 1;
        return ratio(
                slope * (found + intercept * StrictMath.log(growth)), truePositives(i + 1) + falseNegatives(i + 1));
    }

    private double x(Auc.Curve curve, int i) {
        return switch (curve) {
            case ROC -> ratio(falsePositives(i), falsePositives(i) + trueNegatives(i));
            case PR -> ratio(truePositives(i), truePositives(i) + falseNegatives(i));
            case PRGAIN -> truePositives(i) == 0 ? 0 : Math.max(1 - odds(i) * falseNegatives(i) / truePositives(i), 0);
        };
    }

    private double y(Auc.Curve curve, int i) {
        return switch (curve) {
            case ROC -> ratio(truePositives(i), truePositives(i) + falseNegatives(i));
            case PR -> ratio(truePositives(i), truePositives(i) + falsePositives(i));
            case PRGAIN -> truePositives(i) == 0 ? 1 : 1 - odds(i) * falsePositives(i) / truePositives(i);
        };
    }

    /// Returns the number of positives divided by that of negatives.
    private double odds(int i) {
        return ratio(truePositives(i) + falseNegatives(i), trueNegatives(i) + falsePositives(i));
    }

    private static double ratio(double a, double b) {
        return b == 0 ? 0 : a / b;
    }

    private double truePositives(int i) {
        return counts.truePositives(group, i);
    }

    private double falsePositives(int i) {
        return counts.falsePositives(group, i);
    }

    private double trueNegatives(int i) {
        return counts.trueNegatives(group, i);
    }

    private double falseNegatives(int i) {
        return counts.falseNegatives(group, i);
    }
}
