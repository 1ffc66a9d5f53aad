package gradus.keras;

import gradus.callbacks.CSVLogger;
import gradus.callbacks.TrainingEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// The files that callbacks of a test write, in a folder of its own.
final class ReplayedFiles {
    private final Path folder;

    ReplayedFiles() {
        try {
            folder = Files.createTempDirectory("gradus-replayed");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whether the file has the lines that Keras's has after the same trainings, with the columns in any order.
    boolean writesTheSame(JsonNode runs, int last) {
        boolean same = false;
        for (int i = 0; i <= last; i++) {
            if (runs.get(i).path("class_name").asString("").equals("CSVLogger")) {
                same = writesTheSame(runs.get(i));
            }
        }
        return same;
    }

    private boolean writesTheSame(JsonNode run) {
        JsonNode config = run.path("config");
        String separator = config.path("separator").asString(",");
        Path file = folder.resolve(run.path("file").asString(""));
        CSVLogger logger = new CSVLogger(file)
                .separator(separator.charAt(0))
                .append(config.path("append").asBoolean(false));
        List<Map<String, Double>> epochs = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        for (JsonNode epoch : run.path("epochs")) {
            epochs.add(ReplayedCallback.logs(epoch.path("logs")));
            names.addAll(epochs.getLast().keySet());
        }
        ReplayedCallback training = new ReplayedCallback(List.copyOf(names), 1);
        logger.on(new TrainingEvent.Started(epochs.size(), 1), training);
        for (int i = 0; i < epochs.size(); i++) {
            int number = run.path("epochs").get(i).path("epoch").intValue();
            logger.on(new TrainingEvent.EpochEnded(number, epochs.get(i)), training);
        }
        try {
            return rows(Files.readString(file), separator)
                    .equals(rows(run.path("text").asString(""), separator));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The lines as maps from a column's name to a number, or to a text that is none.
    private static List<Map<String, Object>> rows(String text, String separator) {
        List<String> lines = text.lines().toList();
        String[] names = lines.getFirst().split(separator, -1);
        List<Map<String, Object>> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] fields = line.split(separator, -1);
            Map<String, Object> row = new LinkedHashMap<>();
            for (int i = 0; i < names.length; i++) {
                // Keras writes NaN and Infinity as Python does.
                String field = fields[i].replace("inf", "Infinity").replace("nan", "NaN");
                row.put(names[i], field.equals("NA") ? field : Double.valueOf(field));
            }
            rows.add(row);
        }
        return rows;
    }
}
