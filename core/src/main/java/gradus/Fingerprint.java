package gradus;

import gradus.checkpoints.Checkpoint;
import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.data.TextRows;
import gradus.internal.Hash;
import gradus.kernels.Kernels;
import gradus.training.Graph;
import gradus.training.SavedModel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Everything that determines the bits of a training, as text by name, so that a checkpoint of another training is
/// detected and the difference can be reported. The number of threads has no influence.
final class Fingerprint {
    private static final int ROWS = 64;
    private static final int HASH_LENGTH = 16;
    private static final String THEN = ", then ";

    private final Model model;
    private final Fit fit;
    private final FitRows rows;
    private @Nullable Map<String, String> lines;
    /// With which the checkpoint was computed from which the training continues.
    private @Nullable String instructionsBefore;

    /// Creates the fingerprint of a training. It is computed on first use, because that requires reading all rows.
    Fingerprint(Model model, Fit fit, FitRows rows) {
        this.model = model;
        this.fit = fit;
        this.rows = rows;
    }

    /// Takes over the instructions of a checkpoint: what continues from it has bits of them, too.
    void restore(Checkpoint from) {
        instructionsBefore = from.fingerprint().get(Checkpoint.INSTRUCTIONS);
    }

    /// Adds the callbacks whose state a checkpoint has.
    Map<String, String> with(List<Checkpoint.NamedState> states) {
        if (lines == null) {
            lines = lines();
        }
        Map<String, String> all = new LinkedHashMap<>(lines);
        String before = instructionsBefore;
        if (before != null) {
            String here = Kernels.current().description();
            all.put(
                    Checkpoint.INSTRUCTIONS,
                    List.of(before.split(THEN)).contains(here) ? before : before + THEN + here);
        }
        all.put(
                "callbacks that remember something",
                String.join(
                        ", ", states.stream().map(Checkpoint.NamedState::name).toList()));
        return all;
    }

    private Map<String, String> lines() {
        Dataset data = rows.train();
        Dataset validation = rows.validation();
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("seed", Long.toString(model.seed()));
        Graph graph = model.graph();
        for (Graph.Entry entry : graph.layers()) {
            lines.put("layer " + entry.name(), entry.layer() + (entry.trainable() ? "" : ", frozen"));
        }
        StringBuilder connections = new StringBuilder();
        for (Graph.Call call : graph.calls()) {
            connections
                    .append(connections.isEmpty() ? "" : ", ")
                    .append(graph.entry(call).name());
            connections.append(call.inputs());
        }
        lines.put("connections", connections + " to " + graph.outputs());
        SavedModel.Compilation compilation = model.compilation();
        lines.put("optimizer", compilation.optimizer().toString());
        lines.put("losses", compilation.losses().toString());
        lines.put("loss weights", compilation.lossWeights().toString());
        lines.put("metrics", compilation.metrics().toString());
        lines.put("data", data(data));
        lines.put("validation data", validation == null ? "nothing" : data(validation));
        lines.put("validation frequency", Integer.toString(fit.validationFrequency()));
        if (fit.stepsPerEpoch() != null) {
            lines.put("steps per epoch", fit.stepsPerEpoch() + " from epoch " + fit.initialEpoch());
        }
        lines.put("class weights", new TreeMap<>(fit.classWeights()).toString());
        lines.put("batch size", Integer.toString(fit.gradientDescent().rows(data.rows())));
        lines.put("regularization share", fit.regularizationShare().toString());
        lines.put("parameter groups", fit.parameterGroups().toString());
        lines.put("shuffle", Boolean.toString(fit.shuffle()));
        if (fit.orderSeed() != null) {
            lines.put("seed of the order", Long.toString(fit.orderSeed()));
        }
        lines.put("kernels", Kernels.current().name());
        lines.put(Checkpoint.INSTRUCTIONS, Kernels.current().description());
        lines.put("precision", model.precision().text());
        return lines;
    }

    private static String data(Dataset data) {
        MessageDigest digest = Hash.sha256();
        data.inputs().forEach(rows -> update(digest, rows));
        data.targets().forEach(rows -> update(digest, rows));
        if (data.weights() != null) {
            update(digest, data.weights());
        }
        return data.rows() + " rows of " + widths(data.inputs()) + " inputs and " + widths(data.targets())
                + " targets" + (data.weights() == null ? "" : ", weighted") + ", SHA-256 "
                + HexFormat.of().formatHex(digest.digest()).substring(0, HASH_LENGTH);
    }

    private static String widths(List<Rows> tables) {
        return String.join(
                " and ",
                tables.stream().map(rows -> Integer.toString(rows.width())).toList());
    }

    private static void update(MessageDigest digest, Rows rows) {
        if (rows instanceof TextRows text) {
            text.texts().forEach(each -> digest.update((each + "\0").getBytes(StandardCharsets.UTF_8)));
        }
        int width = rows.width();
        float[] values = new float[ROWS * width];
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int from = 0; from < rows.count(); from += ROWS) {
            int count = Math.min(ROWS, rows.count() - from);
            for (int row = 0; row < count; row++) {
                rows.copy(from + row, values, row * width);
            }
            bytes.asFloatBuffer().put(values, 0, count * width);
            digest.update(bytes.array(), 0, count * width * Float.BYTES);
        }
    }
}
