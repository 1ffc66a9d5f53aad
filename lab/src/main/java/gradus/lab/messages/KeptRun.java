package gradus.lab.messages;

import static gradus.internal.Require.require;

import gradus.lab.messages.Messages.Change;
import gradus.lab.messages.Messages.CurvePoint;
import gradus.lab.messages.Messages.RunCurves;
import java.util.List;

/// A run that is over, as the list and its file keep it: what is needed to show it, to lay it over others, and to
/// make it again to the last bit.
///
/// @param version of this format
/// @param id its number
/// @param name what people call it
/// @param named whether a person gave it that name
/// @param settings all that decides it
/// @param state how it ended
/// @param names what was logged, without `val_`
/// @param epochs how many were complete
/// @param exact whether the settings lead to these weights: it stands at the end of an epoch, and nothing was
///     changed on the way
/// @param sha256 of the weights
/// @param curve what was logged
/// @param changes what was changed on the way, oldest first
public record KeptRun(
        int version,
        int id,
        String name,
        boolean named,
        LabSettings settings,
        RunState state,
        List<String> names,
        int epochs,
        boolean exact,
        String sha256,
        List<CurvePoint> curve,
        List<Change> changes) {
    /// What this lab writes. It also reads version 1, which did not know the changes.
    public static final int VERSION = 2;

    /// Checks the hash, which becomes a part of a file's name, and copies the lists.
    public KeptRun {
        require(sha256.matches("[0-9a-f]{64}"), "KeptRun.sha256 must be 64 hexadecimal digits, got %s", sha256);
        names = List.copyOf(names);
        curve = List.copyOf(curve);
        changes = List.copyOf(changes);
    }

    /// What a page needs to lay it over others.
    public RunCurves curves() {
        return new RunCurves(id, name, settings, names, curve, epochs, exact ? sha256 : "", changes);
    }

    /// The same run by another name.
    public KeptRun renamed(String text) {
        return new KeptRun(version, id, text, true, settings, state, names, epochs, exact, sha256, curve, changes);
    }
}
