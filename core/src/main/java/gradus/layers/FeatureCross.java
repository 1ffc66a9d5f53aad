package gradus.layers;

import static gradus.internal.Require.require;

import java.util.List;

/// A combination of features of a [FeatureSpace]: their values are hashed together.
///
/// @param featureNames the names of at least two features
/// @param crossingDim the number of bins
/// @param outputMode what goes on: bins, or a vector with a 1 at the place of the bin
public record FeatureCross(List<String> featureNames, int crossingDim, Feature.Output outputMode) {
    /// Copies the list and validates the arguments.
    ///
    /// @throws IllegalArgumentException if there are fewer than two features, or the output is none of indices
    public FeatureCross {
        featureNames = List.copyOf(featureNames);
        require(
                featureNames.size() >= 2,
                "FeatureCross.featureNames must be at least two features, got %s",
                featureNames);
        require(
                outputMode != Feature.Output.FLOAT,
                "FeatureCross.outputMode must be INT or ONE_HOT, got %s",
                outputMode);
    }

    /// {@return the name, such as `town_X_kind`}
    public String name() {
        return String.join("_X_", featureNames);
    }
}
