package gradus.lab.bench;

import gradus.lab.messages.Messages.Frame;

/// A frame, and where its stream stands after it.
public record Told(Frame frame, Cursor cursor) {}
