package gradus.lab.messages;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The messages about one row that runs through the network: a point of the plane, or an image that was drawn.
public final class RowMessages {
    private RowMessages() {}

    /// A row that is asked about.
    ///
    /// @param values of its columns, before they are standardized; none for the first training row
    /// @param step after which the network is asked, or -1 for now
    /// @param layer of the unit whose sum is written out, 0 for the first hidden layer, or -1 for none
    /// @param unit its number in the layer
    public record Row(float[] values, int step, int layer, int unit) {}

    /// What the network makes of a row.
    ///
    /// @param step after which the network was asked
    /// @param layers of the network, the head last
    /// @param answer a class, or a value in the units of the data
    /// @param sure the probability of the class, or null for a value
    /// @param unit the one that was asked for, or null
    public record RowView(
            int run,
            long step,
            List<RowLayer> layers,
            String answer,
            @Nullable Double sure,
            @Nullable UnitView unit) {}

    /// A layer, of the first 64 inputs and units.
    ///
    /// @param incoming what came in
    /// @param outputs of the activation
    public record RowLayer(float[] incoming, float[] outputs) {}

    /// A unit and its sum.
    ///
    /// @param activation as it is written in settings
    /// @param activationAbout what its documentation says of the activation, with formulas in backticks
    /// @param terms each weight times what came in
    /// @param normalization the class of the layer between sum and activation, or empty
    /// @param numbers of that layer for this unit, by name
    /// @param normalized what the activation took, if the sum was normalized
    /// @param slope of the activation there, or null where it mixes units
    public record UnitView(
            int layer,
            int unit,
            String activation,
            String activationAbout,
            float[] incoming,
            float[] weights,
            float[] terms,
            @Nullable Float bias,
            float sum,
            String normalization,
            Map<String, Float> numbers,
            @Nullable Float normalized,
            float output,
            @Nullable Float slope) {}
}
