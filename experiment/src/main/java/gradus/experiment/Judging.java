package gradus.experiment;

import gradus.History;
import gradus.Model;
import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.experiment.nets.Blend;
import gradus.experiment.nets.Ensemble;
import gradus.losses.Loss;
import gradus.metrics.Metric;
import gradus.problems.TargetTransform;
import gradus.problems.Task;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// From a trained model to an outcome: it is calibrated, its threshold and its intervals are chosen, and it is judged
/// beside simpler answers.
///
/// @param settings of the run
/// @param prepared its data
/// @param learned the loss that was made small
/// @param ensemble whether several networks answer together
/// @param foreign whether the file of a model that was continued says nothing of columns and labels
record Judging(Settings settings, Preparation prepared, Loss learned, boolean ensemble, boolean foreign) {
    private static final int LINEAR_MEMBERS = 3;

    private Task task() {
        return prepared.task();
    }

    /// Metrics and decisions of other tasks are refused before the training, not after it.
    void requireFitting() {
        Dataset train = prepared.data().train();
        Measures.requireFitting(
                settings,
                prepared.schema().target(),
                ensemble || prepared.data().validation() != null);
        int width =
                switch (task()) {
                    case BINARY -> 1;
                    case MULTICLASS -> prepared.schema().target().labels().size();
                    case REGRESSION, MULTILABEL -> train.target().width();
                };
        for (Metric metric : InUnits.joined(task().metrics(), more())) {
            metric.start(width, train.target().width());
        }
    }

    /// By what predictions are judged. The loss is that of the task, where the learned one is about something else.
    Judgement.By by(Decision decision) {
        Loss loss = prepared.transform() == null ? learned : task().loss();
        return Judgement.By.of(task(), loss, decision, more());
    }

    private List<Metric> more() {
        return InUnits.joined(
                Measures.more(settings), Measures.ofOrder(prepared.schema().target()));
    }

    /// The outcome of a plain network, whose validation rows were held out.
    Outcome outcome(Model finished, History history, double seconds) {
        Dataset validation = prepared.data().validation();
        boolean held = validation != null && !foreign && task() != Task.REGRESSION;
        return held && validation != null
                ? outcome(finished, history, seconds, validation, finished.predict(validation.input()), 1, 1)
                : outcome(finished, history, seconds, HeldAnswers.NONE, 1);
    }

    /// The outcome of networks that did not see some rows.
    ///
    /// @param rows these rows
    /// @param answers to them, before the model is calibrated
    /// @param sharper by which factor the mean of the networks may be surer of itself than they are
    /// @param threads the number of threads that train simpler models; it changes no bit
    Outcome outcome(
            Model finished, History history, double seconds, Dataset rows, Rows answers, double sharper, int threads) {
        Calibration usual = ensemble ? Calibration.TEMPERATURE : Calibration.NONE;
        HeldAnswers held = HeldAnswers.of(settings.answer(), task(), finished, rows, answers, usual, sharper);
        return outcome(finished, history, seconds, held, threads);
    }

    private Outcome outcome(Model finished, History history, double seconds, HeldAnswers held, int threads) {
        Dataset train = prepared.data().train();
        Dataset validation = prepared.data().validation();
        Dataset test = prepared.data().test();
        if (!foreign && !prepared.isImages() && prepared.scaling() != Scaling.ALL) {
            Notes.writeReference(finished, train.input());
        }
        Judgement.By by = by(held.decision());
        Outcome.Judged watched = Outcome.judged(ensemble ? "out-of-fold" : "validation", held.rows(), held.answers());
        Outcome.Judged tested =
                test == null || foreign ? null : Outcome.judged("test", test, finished.predict(test.input()));
        Outcome.Judged measured = !foreign && task() == Task.REGRESSION
                ? PredictionIntervals.measured(tested, ensemble ? watched : null)
                : null;
        if (measured != null) {
            Rows targets = measured.rows().target();
            ErrorScale scale = ErrorScale.of(prepared.transform());
            if (targets.width() == 1) {
                Notes.write(finished, PredictionIntervals.of(targets, measured.answers(), scale));
            }
            Notes.write(finished, PredictionQuantiles.of(targets, measured.answers(), scale));
        }
        Dataset judged = test != null ? test : validation != null ? validation : train;
        return new Outcome(
                finished,
                history,
                seconds,
                judge(finished, train, by),
                watched != null ? watched.by(by) : validation == null ? null : judge(finished, validation, by),
                tested != null ? tested.by(by) : test == null ? null : judge(finished, test, by),
                foreign ? Map.of() : baselines(train, judged, by, threads),
                held,
                tested != null ? tested : watched);
    }

    private Map<String, Map<String, Double>> baselines(Dataset train, Dataset judged, Judgement.By by, int threads) {
        Map<String, Map<String, Double>> baselines = new LinkedHashMap<>();
        if (ensemble) {
            baselines.put("linear model", linear(train, judged, threads));
        }
        baselines.put(
                task() == Task.REGRESSION ? "always the mean" : "always the same",
                Judgement.baseline(by, train, judged));
        return baselines;
    }

    /// How good a linear model of the same rows is, calibrated and with a threshold by its own out-of-fold answers.
    private Map<String, Double> linear(Dataset train, Dataset judged, int threads) {
        Blend linear = Blend.of(Ensemble.linear(
                        prepared.recipeHead(), prepared.encoded(train), LINEAR_MEMBERS, settings.seed()))
                .leavingOut(prepared.leftOut(settings.data()));
        Blend.Trained trained = linear.train(null, List.of(), threads);
        Dataset leftOut = train.select(trained.leftOut());
        TargetTransform transform = prepared.corrected(settings, leftOut.target(), trained.outOfFold())
                .transform();
        Model joined = Preparation.decoding(
                linear.join(trained, transform == null ? List.of() : transform.decoder()), transform);
        Rows answers = transform == null ? trained.outOfFold() : transform.decode(trained.outOfFold());
        HeldAnswers held =
                HeldAnswers.of(settings.answer(), task(), joined, leftOut, answers, Calibration.TEMPERATURE, 1);
        return judge(joined, judged, by(held.decision())).metrics();
    }

    private Judgement judge(Model finished, Dataset rows, Judgement.By by) {
        return foreign ? Judgement.of(finished, prepared.schema(), rows) : Judgement.of(by, rows, finished);
    }
}
