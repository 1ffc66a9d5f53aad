package gradus.lab.view;

import gradus.TrainingRun;
import gradus.lab.diagnosis.Evidence;
import gradus.lab.messages.LabSettings;
import gradus.lab.messages.Messages.Description;
import gradus.lab.messages.Messages.Mistakes;
import gradus.lab.messages.Messages.Picture;
import gradus.lab.messages.Messages.Rewound;
import gradus.lab.messages.Messages.Timeline;
import gradus.lab.messages.Messages.WeightChange;
import gradus.lab.messages.RowMessages.Row;
import gradus.lab.messages.RowMessages.RowView;
import gradus.lab.run.Run;
import gradus.training.Parameters;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A run and what looks at it between two steps. The run itself does not know that it is watched.
public final class WatchedRun {
    private static final int HASHED = 50_000;

    private final Run run;
    private final LayerHistory history;
    private final Film film;
    private Probe probe;
    /// Looks at moments, for one thread at a time, which holds it.
    private @Nullable Probe copy;
    private final Object looking = new Object();
    private final Judge judge;

    /// A moment to look at, beside the thread that trains.
    public static final class Look {
        private final Film.Moment moment;
        private final @Nullable Step step;
        private final List<Film.Moment> past;

        private Look(Film.Moment moment, @Nullable Step step, List<Film.Moment> past) {
            this.moment = moment;
            this.step = step;
            this.past = past;
        }

        /// The hash of the weights, or null where there are too many to tell at every moment.
        public @Nullable String sha256() {
            if (moment.parameters().length > HASHED) {
                return null;
            }
            Parameters parameters = new Parameters(moment.graph());
            System.arraycopy(moment.parameters(), 0, parameters.values(), 0, moment.parameters().length);
            return parameters.sha256();
        }
    }

    /// Watches a run from now on.
    public WatchedRun(Run run) {
        this.run = run;
        history = new LayerHistory(run.plannedSteps());
        probe = new Probe(run);
        film = new Film(run.model().parameterCount(), run.limits().filmBytes());
        film.add(probe.moment(run));
        judge = new Judge(run);
    }

    public Run run() {
        return run;
    }

    /// One training step, of which the probe learns what it did to the weights.
    public void step() {
        TrainingRun training = run.training();
        if (training == null) {
            return;
        }
        float[] before = training.parameters();
        long made = run.steps();
        int rows = Math.min(run.batchSize(), run.train().rows() - run.batches() * run.batchSize());
        run.step();
        if (run.steps() > made) {
            probe.stepped(before, training.trainer().network(), rows);
            film();
        }
    }

    /// One training step that nobody looks at.
    public void pass() {
        run.step();
        film();
    }

    private void film() {
        if (film.wants(run.steps())) {
            film.add(probe.moment(run));
        }
    }

    /// Steps to the end of the epoch, of which only the last one is watched.
    public void epoch() {
        while (run.batches() < run.work().stepsPerEpoch() - 1 && run.training() != null && !run.hasEnded()) {
            pass();
        }
        step();
    }

    /// Goes on from here with other settings; see [Run#steer(LabSettings)].
    public void steer(LabSettings next) {
        run.steer(next);
        if (!probe.looksAt(run.model())) {
            probe = new Probe(run);
            film.add(probe.moment(run));
        }
    }

    /// Gives a weight another value, or a bias.
    public void set(WeightChange change) {
        run.change(() -> probe.set(change));
        film.add(probe.moment(run));
    }

    /// Whether the layers would be kept after the next step.
    public boolean wantsLayers() {
        return history.wants(run.steps() + 1);
    }

    /// Keeps what happens in the layers now, unless it is too soon after the last time.
    public void keepLayers() {
        history.add(run.steps(), probe.sample());
    }

    /// What happened in the layers after a step.
    public Timeline timeline(long after) {
        return new Timeline(run.id(), history.after(after));
    }

    /// What the network looks like now.
    public Picture picture() {
        return probe.picture();
    }

    /// The present, to be looked at by another thread.
    public Look look() {
        return new Look(probe.moment(run), probe.step(), film.spread(Judge.MOMENTS));
    }

    /// The present, without what was before.
    public Look now() {
        return new Look(probe.moment(run), null, List.of());
    }

    /// The last kept moment that is not after a step, to be looked at by another thread.
    public Look at(long step) {
        return new Look(film.at(step), null, List.of());
    }

    /// Some kept moments, the first and the last among them, to be looked at by another thread.
    public List<Look> spread(int count) {
        return film.spread(count).stream()
                .map(moment -> new Look(moment, null, List.of()))
                .toList();
    }

    /// What the network looks like at a moment; training may go on meanwhile.
    public Picture picture(Look look) {
        synchronized (looking) {
            return probe(look).picture();
        }
    }

    /// What the network makes of a row at a moment; training may go on meanwhile.
    public RowView row(Look look, Row row) {
        synchronized (looking) {
            return probe(look).row(run, look.moment.step(), row);
        }
    }

    /// Looks at a moment.
    private Probe probe(Look look) {
        Probe mine = copy;
        if (mine == null || !mine.shows(look.moment)) {
            mine = Probe.copy(run, look.moment);
            copy = mine;
        }
        mine.take(look.moment, look.step);
        return mine;
    }

    /// What the network says about its training rows, at a moment and before.
    public Evidence evidence(Look look) {
        List<Film.Moment> moments = new ArrayList<>(look.past);
        if (moments.getLast().step() == look.moment.step()) {
            moments.removeLast();
        }
        moments.add(look.moment);
        synchronized (judge) {
            return judge.of(moments);
        }
    }

    /// The network at a moment of before.
    public Rewound rewound(Look look) {
        Film.Moment moment = look.moment;
        double place = moment.epoch() + (double) moment.batch() / run.work().stepsPerEpoch();
        return new Rewound(run.id(), moment.step(), moment.epoch(), place, picture(look));
    }

    /// What is answered wrong.
    public Mistakes mistakes() {
        return probe.mistakes(run);
    }

    /// What the run is, told once.
    public Description describe() {
        return Describer.describe(run, probe);
    }
}
