package gradus.checkpoints;

import static gradus.internal.Require.require;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How often something happens during training.
public sealed interface Interval {
    /// Every given number of batches, counted from the optimizer's first step.
    ///
    /// @param count the number of batches, at least 1
    record Steps(int count) implements Interval {
        /// Validates the argument.
        ///
        /// @throws IllegalArgumentException if `count` is less than 1
        public Steps {
            require(count >= 1, "an interval must have at least 1 step, got %s", count);
        }
    }

    /// After every given number of epochs.
    ///
    /// @param count the number of epochs, at least 1
    record Epochs(int count) implements Interval {
        /// Validates the argument.
        ///
        /// @throws IllegalArgumentException if `count` is less than 1
        public Epochs {
            require(count >= 1, "an interval must have at least 1 epoch, got %s", count);
        }
    }

    /// After the first batch, or the end of an epoch, at which a given time has passed.
    ///
    /// @param time the time, positive
    record Time(Duration time) implements Interval {
        /// Validates the argument.
        ///
        /// @throws IllegalArgumentException if `time` is not positive
        public Time {
            require(time.isPositive(), "an interval must be longer than zero, got %s", time);
        }
    }

    /// Parses an interval: `100steps`, `1epoch`, `30s`, `5min`, `1h`.
    ///
    /// @param text the text
    /// @return the interval
    /// @throws IllegalArgumentException if it is not an interval
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
                        "an interval must be a number from 1 with a unit, such as 100steps, 1epoch, 30s, 5min or 1h,"
                                + " got \""
                                + text + "\"");
        };
    }
}
