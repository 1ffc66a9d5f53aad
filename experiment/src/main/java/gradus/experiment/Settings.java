package gradus.experiment;

import gradus.internal.Records;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// All that decides a run: concepts, not text. Two runs of equal settings give equal bits. [Options] names every choice
/// and has its text.
///
/// @param data what is learned from
/// @param network what is trained
/// @param training how
/// @param answer how answers are judged, and what is decided from them
/// @param seed of everything random
/// @param redrawn seeds of what is drawn by another one than `seed`
public record Settings(
        DataSpec data,
        NetworkSpec network,
        TrainingSpec training,
        AnswerSpec answer,
        long seed,
        Map<Chance, Long> redrawn) {
    /// Copies the map, in the order of the enum.
    public Settings {
        redrawn = Collections.unmodifiableMap(new TreeMap<>(redrawn));
    }

    /// {@return the default settings for some data}
    ///
    /// @param data name or file of the data
    public static Settings of(String data) {
        NetworkSpec network = new NetworkSpec(null, true, null, Net.MLP, List.of(), List.of());
        return new Settings(DataSpec.of(data), network, TrainingSpec.standard(), AnswerSpec.standard(), 0, Map.of());
    }

    /// Sets the seed.
    ///
    /// @param value seed of everything random
    /// @return changed copy
    public Settings seed(long value) {
        return Records.with(this, "seed", value);
    }

    /// Draws one thing by another seed, as if nothing else were random.
    ///
    /// @param what what is drawn anew
    /// @param value its seed
    /// @return changed copy
    public Settings redraw(Chance what, long value) {
        Map<Chance, Long> seeds = new TreeMap<>(redrawn);
        seeds.put(what, value);
        return Records.with(this, "redrawn", seeds);
    }

    /// {@return the seed by which something is drawn}
    ///
    /// @param what what is drawn
    public long seed(Chance what) {
        return redrawn.getOrDefault(what, seed);
    }

    /// Changes one option.
    ///
    /// @param option its name, see [Options]
    /// @param text the value as text
    /// @return changed copy
    /// @throws IllegalArgumentException if there is no such option, or the text is not valid
    public Settings with(String option, String text) {
        return Options.named(option).parsed(this, text);
    }

    /// {@return every choice that is not left to the data, as text, by the names of the options}
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
