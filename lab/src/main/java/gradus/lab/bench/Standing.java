package gradus.lab.bench;

import gradus.lab.messages.Messages.RunView;
import gradus.lab.messages.RunState;
import java.util.List;

/// How a bench stands.
///
/// @param state of the current run, as pages see it
/// @param steps that it made
/// @param runs of the list, the current one last
public record Standing(RunState state, long steps, List<RunView> runs) {}
