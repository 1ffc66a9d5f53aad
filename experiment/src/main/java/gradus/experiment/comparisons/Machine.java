package gradus.experiment.comparisons;

import gradus.kernels.Kernels;
import java.util.LinkedHashMap;
import java.util.Map;

/// On what the runs were made: times depend on it.
public final class Machine {
    private Machine() {}

    /// {@return names and values}
    ///
    /// @param jobs how many runs were made side by side
    public static Map<String, String> describe(int jobs) {
        Map<String, String> machine = new LinkedHashMap<>();
        machine.put(
                "system",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                        + System.getProperty("os.arch"));
        machine.put("processors", Runtime.getRuntime().availableProcessors() + ", " + jobs + " runs side by side");
        machine.put("java", Runtime.version() + " (" + System.getProperty("java.vm.name") + ")");
        machine.put(
                "kernels", Kernels.current().name() + " (" + Kernels.current().description() + ")");
        return machine;
    }
}
