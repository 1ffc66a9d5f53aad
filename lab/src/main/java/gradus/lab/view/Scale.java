package gradus.lab.view;

import gradus.data.Rows;

/// The mean and the deviation of targets, by which answers are coloured.
record Scale(double mean, double deviation) {
    static Scale of(Rows rows) {
        float[] targets = rows.toArray();
        double mean = 0;
        for (float target : targets) {
            mean += target / (double) targets.length;
        }
        double variance = 0;
        for (float target : targets) {
            variance += (target - mean) * (target - mean) / targets.length;
        }
        return new Scale(mean, variance > 0 ? Math.sqrt(variance) : 1);
    }

    /// A target in deviations from the mean.
    float relative(float target) {
        return (float) ((target - mean) / deviation);
    }
}
