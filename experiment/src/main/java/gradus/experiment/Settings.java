package gradus.experiment;

import gradus.internal.Records;
import java.util.LinkedHashMap;
import java.util.Map;

/// All that decides a run: concepts, not text. Two runs of equal settings give equal bits. [Options] names every choice
/// and has its text.
///
/// @param data what is learned from
/// @param network what is trained
/// @param training how
/// @param seed of everything random
public record Settings(DataSpec data, NetworkSpec network, TrainingSpec training, long seed) {
    /// The defaults for data.
    public static Settings of(String data) {
        return new Settings(DataSpec.of(data), new NetworkSpec(null, true, null), TrainingSpec.standard(), 0);
    }

    /// These with another seed.
    public Settings seed(long value) {
        return Records.with(this, "seed", value);
    }

    /// These with one choice made otherwise.
    ///
    /// @param option its name, see [Options]
    /// @param text the choice as people write it
    /// @throws IllegalArgumentException if there is no such option, or it cannot be that
    public Settings with(String option, String text) {
        return Options.named(option).parsed(this, text);
    }

    /// Every choice that is not left to the data, by the names of the options, as people write it.
    public Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("data", data.source());
        for (Option<Settings, ?> option : Options.ALL) {
            String text = option.use().isGiven() ? option.text(this) : null;
            if (text != null) {
                texts.put(option.name(), text);
            }
        }
        return texts;
    }
}
