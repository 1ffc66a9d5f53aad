package gradus.lab.classroom;

import gradus.lab.messages.LabSettings;
import org.jspecify.annotations.Nullable;

/// What a teacher gave to the whole class last.
///
/// @param number of it, from 1; 0 for nothing yet
/// @param page on which it is
/// @param title what it is, in some words
/// @param settings of the run, or null if it is a page only
record Given(
        int number, String page, String title, @Nullable LabSettings settings) {
    static final Given NOTHING = new Given(0, "/", "", null);
}
