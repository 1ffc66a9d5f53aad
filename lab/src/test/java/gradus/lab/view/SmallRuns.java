package gradus.lab.view;

import gradus.lab.messages.LabSettings;
import gradus.lab.messages.LabSettings.DataChoice;
import gradus.lab.messages.LabSettings.LayerChoice;
import java.util.List;
import java.util.Map;

/// Settings of runs that take no time.
final class SmallRuns {
    private SmallRuns() {}

    static LabSettings settings(String data, String optimizer, Map<String, Object> arguments, LayerChoice... layers) {
        return new LabSettings(
                new DataChoice("generator", data, 100, 0.05, 1, "", 0.3, true),
                List.of(layers),
                "",
                optimizer,
                arguments,
                0.03,
                "constant",
                8,
                20,
                3,
                0,
                0);
    }

    static LayerChoice layer(int units, String activation, String normalization, double dropout) {
        return new LayerChoice(units, activation, true, normalization, dropout, "glorot_uniform");
    }
}
