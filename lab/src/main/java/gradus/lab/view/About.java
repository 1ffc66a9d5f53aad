package gradus.lab.view;

import gradus.registry.Help;

/// What the documentation of a concept says of it, with its formulas in backticks.
public final class About {
    private About() {}

    /// The first paragraph; empty for what is not a record.
    public static String of(Object concept) {
        if (!(concept instanceof Record record)) {
            return "";
        }
        Help help = Help.of(record.getClass());
        return (help.sentence() + " " + help.details()).strip();
    }
}
