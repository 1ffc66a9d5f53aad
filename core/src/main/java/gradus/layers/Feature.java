package gradus.layers;

import static gradus.internal.Require.require;

import gradus.data.DataType;
import gradus.data.Rows;
import gradus.data.TextRows;
import gradus.internal.Records;
import org.jspecify.annotations.Nullable;

/// A feature of a [FeatureSpace]: a column, the layer that prepares it, and what goes on.
///
/// @param name the name of the column
/// @param dtype the type of the column's values
/// @param preprocessor the layer that prepares the column
/// @param outputMode what goes on
public record Feature(String name, DataType dtype, Layer preprocessor, Output outputMode) {
    /// What goes on from a feature or a cross.
    public enum Output {
        /// Indices.
        INT,
        /// A vector for each index, with a 1 at its place.
        ONE_HOT,
        /// What the preprocessor gives.
        FLOAT
    }

    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if indices are to be encoded that the preprocessor does not give
    public Feature {
        require(!name.isBlank(), "Feature.name must not be blank");
        require(
                outputMode != Output.ONE_HOT || depth(preprocessor) != null,
                "feature \"%s\" cannot be one-hot encoded after %s, which gives no indices of a known number",
                name,
                preprocessor.className());
    }

    /// Returns this feature with another output.
    ///
    /// @param value what goes on
    /// @return the feature
    public Feature outputMode(Output value) {
        return Records.with(this, "outputMode", value);
    }

    /// Returns this feature with what its preprocessor learns from data: the mean and variance of a [Normalization],
    /// the boundaries of a [Discretization], the vocabulary of a lookup. A preprocessor that has these already stays.
    Feature adapt(Rows data) {
        require(
                data.width() == 1 && (data instanceof TextRows == (dtype == DataType.STRING)),
                "feature \"%s\" must be adapted to one column of %s, got %s columns of %s",
                name,
                dtype == DataType.STRING ? "text" : "numbers",
                data.width(),
                data instanceof TextRows ? "text" : "numbers");
        Layer adapted =
                switch (preprocessor) {
                    case Normalization layer -> layer.mean() == null ? layer.adapt(data) : layer;
                    case Discretization layer -> layer.binBoundaries() == null ? layer.adapt(data) : layer;
                    case StringLookup layer -> layer.vocabulary() == null ? layer.adapt((TextRows) data) : layer;
                    case IntegerLookup layer -> layer.vocabulary() == null ? layer.adapt(data) : layer;
                    default -> preprocessor;
                };
        return Records.with(this, "preprocessor", adapted);
    }

    /// Returns the number of indices that a layer gives: 0 before it is adapted, null if it gives none.
    static @Nullable Integer depth(Layer layer) {
        return switch (layer) {
            case LookupLayer lookup -> lookup.vocabularyLines() == null ? 0 : lookup.vocabularySize();
            case CategoryEncoding encoding -> encoding.numTokens();
            case Discretization bins -> bins.bins();
            case Hashing hashing -> hashing.numBins();
            default -> null;
        };
    }
}
