package gradus.lab.messages;

import gradus.lab.messages.Messages.Catalog;
import gradus.lab.messages.Messages.Description;
import gradus.lab.messages.Messages.Frame;
import gradus.lab.messages.Messages.Mistakes;
import gradus.lab.messages.Messages.Rewound;
import java.util.List;

/// A run as a page replays it without a server.
///
/// @param last the newest state, with all of its curves
/// @param moments from the first step to the last one
public record Recording(
        Catalog catalog, Description description, Frame last, Mistakes mistakes, List<Rewound> moments) {}
