package gradus.lab.comparisons;

import static gradus.internal.Require.require;

import gradus.data.tables.CsvOptions;
import gradus.experiment.Experiment;
import gradus.experiment.Settings;
import gradus.experiment.TrainingOptions;
import gradus.experiment.comparisons.RangeTest;
import gradus.experiment.comparisons.RateSearch;
import gradus.experiment.comparisons.RateSearchReport;
import gradus.lab.messages.ComparisonMessages.Rates;
import gradus.lab.messages.LabSettings;
import gradus.lab.run.Plan;
import gradus.lab.run.Uploads;
import java.util.concurrent.Semaphore;

/// Looks for a learning rate as `gradus lr-find` does.
final class RateSearches {
    private static final int AT_A_TIME = 2;
    /// Products of one search: some seconds of one core.
    private static final double WORK = 4e10;

    private final Uploads uploads;
    private final Semaphore free = new Semaphore(AT_A_TIME);

    RateSearches(Uploads uploads) {
        this.uploads = uploads;
    }

    /// Searches with everything but the rate as the page has it.
    ///
    /// @throws IllegalArgumentException if it would be too large
    /// @throws IllegalStateException if others run already
    Rates search(LabSettings given) {
        Settings settings =
                TrainingOptions.SCHEDULE.with(Plan.of(given, uploads).settings(), null);
        if (!free.tryAcquire()) {
            throw new IllegalStateException("other searches for a rate are at work; try again in a moment");
        }
        try {
            Experiment probe = Experiment.of(settings, new CsvOptions());
            int rows = probe.data().train().rows();
            double work = 6.0
                    * probe.model().parameterCount()
                    * probe.gradientDescent().rows(rows);
            int passes = (int) Math.min(RateSearch.PASSES, WORK / work - RangeTest.STEPS);
            require(
                    passes >= 0,
                    "a range test makes %s steps, and with this network and batch they would take too long; choose a"
                            + " smaller batch",
                    RangeTest.STEPS);
            RateSearch search = RateSearch.of(
                    settings,
                    new CsvOptions(),
                    RangeTest.LOWEST,
                    RangeTest.HIGHEST,
                    RangeTest.STEPS,
                    passes,
                    1,
                    (done, total, run) -> {});
            String drawing = RateSearchReport.content(search, "", "", "");
            return new Rates(
                    RateSearchReport.sentence(search),
                    search.rate(),
                    search.test().valley(),
                    LiveComparison.fragment(drawing));
        } finally {
            free.release();
        }
    }
}
