package gradus.lab.bench;

import gradus.lab.comparisons.Comparisons;
import gradus.lab.run.Uploads;

/// What a visitor works with.
///
/// @param bench with the runs
/// @param uploads the tables
/// @param comparisons which may be those of others, too
public record Desk(Workbench bench, Uploads uploads, Comparisons comparisons) {}
