package gradus.experiment;

import static gradus.internal.Require.require;

import java.util.regex.Pattern;

/// Rows that are not trained on: a share of the data, or a file of their own.
public sealed interface HeldOut {
    /// A share of the rows.
    ///
    /// @param share in `[0, 1)`; 0 for none
    record Share(double share) implements HeldOut {
        /// Checks the range.
        public Share {
            require(share >= 0 && share < 1, "a share of rows must be in [0, 1), got %s", share);
        }

        @Override
        public String toString() {
            return share == 0 ? "0" : Double.toString(share);
        }
    }

    /// All rows of a file.
    ///
    /// @param path of a CSV file
    record File(String path) implements HeldOut {
        @Override
        public String toString() {
            return path;
        }
    }

    /// Holds out a share of the rows.
    ///
    /// @param share the share, in [0, 1)
    /// @return the choice
    static HeldOut share(double share) {
        return new Share(share);
    }

    /// {@return the share, or 0 for a file}
    default double fraction() {
        return this instanceof Share part ? part.share() : 0;
    }

    /// {@return the values of an option: a number is a share, other text a file}
    static Values<HeldOut> values() {
        Pattern number = Pattern.compile("[+-]?[0-9.]+([eE][+-]?[0-9]+)?");
        return Values.of(
                (name, text) -> {
                    if (!number.matcher(text).matches()) {
                        return new File(text);
                    }
                    double share = Values.number(name, text);
                    require(share >= 0 && share < 1, "%s must be a file, or a share in [0, 1), got %s", name, text);
                    return new Share(share);
                },
                HeldOut::toString);
    }
}
