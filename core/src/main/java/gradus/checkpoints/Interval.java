package gradus.checkpoints;

import static gradus.internal.Require.require;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How often something is done during training.
public sealed interface Interval {
    /// Every so many batches, counted from the first step of the optimizer.
    ///
    /// @param count at least 1
    record Steps(int count) implements Interval {
        /// Checks the number.
        public Steps {
            require(count >= 1, "an interval must have at least 1 step, got %s", count);
        }
    }

    /// After every so many epochs.
    ///
    /// @param count at least 1
    record Epochs(int count) implements Interval {
        /// Checks the number.
        public Epochs {
            require(count >= 1, "an interval must have at least 1 epoch, got %s", count);
        }
    }

    /// After the first batch, or the end of an epoch, at which so much time has gone by.
    ///
    /// @param time more than none
    record Time(Duration time) implements Interval {
        /// Checks that there is time.
        public Time {
            require(time.isPositive(), "an interval must have more than no time, got %s", time);
        }
    }

    /// An interval from a text: `100steps`, `1epoch`, `30s`, `5min`, `1h`.
    ///
    /// @throws IllegalArgumentException if it is none
    static Interval parse(String text) {
        Matcher matcher = Pattern.compile("([0-9]{1,9}) ?([a-z]+)").matcher(text.strip());
        int count = matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
        return switch (count == 0 ? "" : matcher.group(2)) {
            case "step", "steps" -> new Steps(count);
            case "epoch", "epochs" -> new Epochs(count);
            case "s" -> new Time(Duration.ofSeconds(count));
            case "min" -> new Time(Duration.ofMinutes(count));
            case "h" -> new Time(Duration.ofHours(count));
            default ->
                throw new IllegalArgumentException(
                        "an interval must be a number from 1 with a unit, as 100steps, 1epoch, 30s, 5min or 1h, got \""
                                + text + "\"");
        };
    }
}
