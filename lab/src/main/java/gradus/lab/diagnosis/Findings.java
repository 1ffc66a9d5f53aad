package gradus.lab.diagnosis;

import gradus.lab.messages.LabSettings;
import gradus.lab.messages.Messages.CurvePoint;
import gradus.lab.messages.Messages.LayerPicture;
import gradus.lab.messages.Messages.Tone;
import gradus.lab.messages.Messages.Verdict;
import gradus.lab.messages.RunState;
import gradus.lab.run.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is known of a run, and the verdicts so far.
final class Findings {
    final Run run;
    final LabSettings settings;
    final RunState state;
    final Evidence evidence;
    final List<LayerPicture> layers;
    final List<CurvePoint> curve;
    final int metrics;
    private final List<Verdict> verdicts = new ArrayList<>();

    Findings(Run run, List<LayerPicture> layers, Evidence evidence) {
        this.run = run;
        this.layers = layers;
        this.evidence = evidence;
        settings = run.settings();
        state = run.state();
        metrics = run.names().size();
        curve = run.curve().all();
    }

    /// Whether there were enough moments to judge the loss.
    boolean isJudged() {
        return evidence.losses().size() >= Rule.MOMENTS;
    }

    /// Whether it was trained for a while and the rows are not learned as well as they can be.
    boolean isPoor() {
        return isJudged() && curve.size() >= Rule.EPOCHS && !evidence.isGood();
    }

    /// The part of the variance, or the share of right answers, in words.
    String score() {
        return run.classifies()
                ? percent(evidence.score()) + "% of the training rows are answered right"
                : percent(evidence.score()) + "% of the variance of the training rows is explained";
    }

    /// What the nearest neighbours reach.
    String reference() {
        return "the nearest neighbours of each row would reach " + percent(evidence.reference()) + "%";
    }

    static String percent(double share) {
        return Long.toString(Math.round(100 * Math.max(0, share)));
    }

    /// A validation loss, or null.
    @Nullable
    Double watched(CurvePoint point) {
        return point.values().size() > metrics ? point.values().get(metrics) : null;
    }

    boolean has(Rule rule) {
        return verdicts.stream().anyMatch(verdict -> verdict.rule().equals(rule.name()));
    }

    /// Whether nothing is wrong so far.
    boolean isClean() {
        return verdicts.stream().noneMatch(verdict -> verdict.tone() == Tone.BAD);
    }

    List<Verdict> verdicts() {
        return List.copyOf(verdicts);
    }

    void bad(Rule rule, String proof, String title, String said, String fix, Map<String, Object> changes) {
        add(rule, Tone.BAD, proof, title, said, fix, changes);
    }

    void hint(Rule rule, String proof, String title, String said, String fix, Map<String, Object> changes) {
        add(rule, Tone.HINT, proof, title, said, fix, changes);
    }

    void add(Rule rule, Tone tone, String proof, String title, String said, String fix, Map<String, Object> changes) {
        verdicts.add(new Verdict(rule.name(), tone, title, said, rule.when(), proof, fix, changes));
    }

    /// A number with three digits.
    static String text(double value) {
        if (value != 0 && (Math.abs(value) < 1e-3 || Math.abs(value) >= 1e5)) {
            return String.format(Locale.ROOT, "%.1e", value);
        }
        return String.format(Locale.ROOT, "%.3g", value);
    }
}
