package gradus.experiment.comparisons;

import gradus.experiment.statistics.PairedDifference;

/// A level beside the baseline.
///
/// @param level the other one
/// @param pairing what the two shared
/// @param difference pair by pair, one pair a seed
/// @param adjusted its p-value after Holm's correction for all comparisons that were made
/// @param real whether that is at most 0.05
/// @param verdict in plain words
public record Contrast(
        LevelResult level,
        Pairing pairing,
        PairedDifference difference,
        double adjusted,
        boolean real,
        String verdict) {}
