package gradus.cli;

import gradus.data.datasets.TableData;
import gradus.experiment.Experiment;
import gradus.experiment.FinishedRun;
import gradus.experiment.Json;
import gradus.experiment.Outcome;
import gradus.experiment.TargetChoice;
import gradus.experiment.explanations.Explanation;
import gradus.experiment.explanations.TrainingReport;
import gradus.experiment.reports.Curves;
import gradus.internal.Version;
import gradus.kernels.Kernels;
import gradus.training.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The folder of a run: `model.keras`, `history.csv`, `run.json` (all it takes to repeat the run), `curves.svg`, and
/// `report.html` to read, with the numbers of it in `report.json`.
/// Each file is complete or not there.
final class RunFolder {
    /// The loss, and one metric beside it.
    private static final int CHARTS = 2;

    private static final long ROOM_FOR_TEXTS = 64 << 10;

    private final Path path;
    private final List<String> files = new ArrayList<>();

    private RunFolder(Path path) {
        this.path = path;
    }

    /// Makes the folder, before training, so that a folder that cannot be written, or a full disk, is noticed then.
    ///
    /// @param numbers how many the model has, with those of its optimizer
    static RunFolder create(Path path, long numbers) throws IOException {
        Files.createDirectories(path);
        // The weights are on the disk twice while they are saved.
        long needed = ROOM_FOR_TEXTS + 2 * Float.BYTES * numbers;
        long usable = Files.getFileStore(path).getUsableSpace();
        if (usable < needed) {
            throw new IOException(path + " must have room for " + InspectCommand.size(needed)
                    + " to save the model, got " + InspectCommand.size(usable) + "; make room, or give another folder");
        }
        Path probe = Files.createTempFile(path, ".probe", "");
        Files.delete(probe);
        return new RunFolder(path);
    }

    Path path() {
        return path;
    }

    List<String> files() {
        return files;
    }

    /// @param arguments of the command line: given again, they repeat the run
    /// @param remarks on the run, beside what its data gave reason to note
    void write(
            List<String> arguments,
            Experiment experiment,
            Outcome outcome,
            FinishedRun result,
            List<String> remarks,
            boolean curves)
            throws IOException {
        outcome.model().save(path.resolve("model.keras"));
        files.add("model.keras");
        write("history.csv", history(outcome));
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("gradus", Version.current());
        run.put("java", Runtime.version().toString());
        run.put("kernels", Kernels.current().name() + " (" + Kernels.current().description() + ")");
        run.put("arguments", arguments);
        run.put("settings", experiment.settings().texts());
        run.put("left_out", experiment.data().dropped());
        run.put(
                "lines_left_out",
                experiment.loaded() instanceof TableData table ? table.table().skipped() : 0);
        List<String> notes = new ArrayList<>(experiment.data().warnings().stream()
                .map(note -> note.text(Messages::option))
                .toList());
        TargetChoice choice = experiment.targetChoice();
        if (choice != null) {
            notes.add(choice.advice().text(Messages::option));
        }
        notes.addAll(remarks);
        run.put("notes", notes);
        run.put("result", result);
        write("run.json", Json.pretty(run));
        Explanation explanation = Explanation.of(experiment, outcome);
        String command = "gradus "
                + String.join(
                        " ", arguments.stream().map(CompareCommand::quoted).toList());
        write("report.json", Json.pretty(explanation));
        write("report.html", new TrainingReport(experiment, outcome, result, explanation, notes, command).html());
        if (curves && outcome.history().epochs().size() > 1) {
            write("curves.svg", Curves.of(outcome.history(), CHARTS, false).svg());
        }
    }

    /// Writes one more file.
    void write(String name, String text) throws IOException {
        AtomicFile.replace(path.resolve(name), text);
        files.add(name);
    }

    private static String history(Outcome outcome) {
        StringBuilder text = new StringBuilder("epoch");
        Map<String, List<Double>> columns = outcome.history().values();
        columns.keySet().forEach(name -> text.append(',').append(name));
        text.append('\n');
        List<Integer> epochs = outcome.history().epochs();
        for (int i = 0; i < epochs.size(); i++) {
            text.append(epochs.get(i) + 1);
            for (List<Double> column : columns.values()) {
                text.append(',').append(Double.isNaN(column.get(i)) ? "" : column.get(i));
            }
            text.append('\n');
        }
        return text.toString();
    }
}
