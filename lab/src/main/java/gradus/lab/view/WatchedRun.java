package gradus.lab.view;

import gradus.TrainingRun;
import gradus.lab.messages.LabSettings;
import gradus.lab.messages.Messages.Description;
import gradus.lab.messages.Messages.Mistakes;
import gradus.lab.messages.Messages.Picture;
import gradus.lab.messages.Messages.Timeline;
import gradus.lab.messages.Messages.WeightChange;
import gradus.lab.run.Run;

/// A run and what looks at it between two steps. The run itself does not know that it is watched.
public final class WatchedRun {
    private final Run run;
    private final LayerHistory history;
    private Probe probe;

    /// Watches a run from now on.
    public WatchedRun(Run run) {
        this.run = run;
        history = new LayerHistory((long) run.settings().epochs() * run.work().stepsPerEpoch());
        probe = new Probe(run);
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
        }
    }

    /// Steps to the end of the epoch, of which only the last one is watched.
    public void epoch() {
        run.toLastStep();
        step();
    }

    /// Goes on from here with other settings; see [Run#steer(LabSettings)].
    public void steer(LabSettings next) {
        run.steer(next);
        if (!probe.looksAt(run.model())) {
            probe = new Probe(run);
        }
    }

    /// Gives a weight another value, or a bias.
    public void set(WeightChange change) {
        run.change(() -> probe.set(change));
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

    /// What is answered wrong.
    public Mistakes mistakes() {
        return probe.mistakes(run);
    }

    /// What the run is, told once.
    public Description describe() {
        return Describer.describe(run, probe);
    }
}
