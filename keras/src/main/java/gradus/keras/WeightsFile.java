package gradus.keras;

import gradus.data.Shape;
import gradus.layers.ParameterSpec;
import gradus.layers.SpectralNormalization;
import gradus.training.Graph;
import gradus.training.Parameters;
import gradus.training.SavedModel.OptimizerState;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Keras's `model.weights.h5`: a group a layer, `layers/dense_1/vars`, with the layer's parameters as `0`, `1`, …, and
/// the optimizer's variables.
final class WeightsFile {
    /// How often larger than the file all parameters together may be, beyond the first 16 MiB. Halves of 2 bytes
    /// become floats of 4; the rest is room for what is stored only once or not at all.
    private static final int MAX_EXPANSION = 16;

    private static final long FREE_BYTES = 16L << 20;
    private static final String VARIABLES = "/vars";

    private WeightsFile() {}

    /// Writes parameters, and the optimizer's state if there is one. Layers without parameters get no group; Keras does
    /// not miss them. Keras up to 3.5 misses the group of the model's own variables, of which there are none.
    ///
    /// @param file empty
    static void write(
            Path file,
            Graph graph,
            Parameters parameters,
            LayerGroups groups,
            @Nullable OptimizerVariables optimizer,
            @Nullable OptimizerState state)
            throws IOException {
        long numbers = parameters.values().length;
        if (state != null) {
            for (float[] slot : state.slots().values()) {
                numbers += slot.length;
            }
        }
        requireFits(numbers);
        try (Hdf5Writer writer = new Hdf5Writer(file)) {
            writer.emptyVars();
            for (int layer : groups.order()) {
                for (Variable variable : variables(graph, layer, groups, parameters)) {
                    Parameters.Slice slice = variable.slice();
                    writer.attribute(
                            variable.group(), "name", graph.layers().get(layer).name());
                    writer.write(
                            variable.group(), variable.index(), parameters.values(), slice.offset(), slice.shape());
                }
            }
            Vocabularies.writeWeights(writer, graph, groups);
            if (optimizer != null && state != null) {
                optimizer.write(writer, state);
            }
        } catch (RuntimeException e) {
            Throwable root = e;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            throw new ModelFileException("the weights cannot be written: " + root.getMessage(), e);
        }
    }

    /// Where a parameter of a layer is: a group, and its number there.
    private record Variable(String group, int index, Parameters.Slice slice) {}

    /// The places of the parameters of a layer. A layer that another one wraps, as the name `layer/kernel` of a
    /// parameter says, has a group of its own within that of the other. Keras counts the kernel that
    /// [SpectralNormalization] divides among the variables of both.
    private static List<Variable> variables(Graph graph, int layer, LayerGroups groups, Parameters parameters) {
        String group = groups.groups().get(layer);
        List<Parameters.Slice> slices = parameters.slices(layer);
        Map<String, Integer> counts = new HashMap<>();
        List<Variable> variables = new ArrayList<>();
        if (graph.layers().get(layer).layer() instanceof SpectralNormalization) {
            variables.add(new Variable(group + VARIABLES, 0, slices.getFirst()));
            counts.put(group + VARIABLES, 1);
        }
        for (Parameters.Slice slice : slices) {
            String name = slice.spec().name();
            int wrapped = name.lastIndexOf('/');
            String place = group + (wrapped < 0 ? "" : "/" + name.substring(0, wrapped)) + VARIABLES;
            int index = counts.merge(place, 1, Integer::sum) - 1;
            variables.add(new Variable(place, index, slice));
        }
        return variables;
    }

    /// Reads all parameters.
    ///
    /// @param size of the file in bytes, which bounds how many parameters there can be
    static Parameters read(Hdf5Reader file, Graph graph, LayerGroups groups, int size) throws ModelFileException {
        requireRoom(graph, size);
        Parameters parameters = new Parameters(graph);
        requireNone(read(file, graph, groups, parameters, parameters.values()));
        return parameters;
    }

    /// Reads the parameters of all layers that the file fits.
    ///
    /// @param values where they go
    /// @return what does not fit, a sentence for each layer
    static List<String> read(Hdf5Reader file, Graph graph, LayerGroups groups, Parameters parameters, float[] values)
            throws ModelFileException {
        List<String> problems = new ArrayList<>();
        for (int layer : groups.order()) {
            String group = groups.groups().get(layer) + VARIABLES;
            String where = "layer \"" + graph.layers().get(layer).name() + "\"";
            List<Variable> variables = variables(graph, layer, groups, parameters);
            List<Parameters.Slice> slices =
                    variables.stream().map(Variable::slice).toList();
            Set<String> places = new LinkedHashSet<>(List.of(group));
            variables.forEach(variable -> places.add(variable.group()));
            int found = 0;
            for (String place : places) {
                found += file.count(place);
            }
            if (found != slices.size()) {
                problems.add(where + " needs " + slices.size() + " parameters "
                        + slices.stream().map(slice -> slice.spec().name()).toList() + ", " + group + " has " + found);
                continue;
            }
            List<String> paths = variables.stream()
                    .map(variable -> variable.group() + "/" + variable.index())
                    .toList();
            String mismatch = mismatch(file, paths, slices, where);
            if (mismatch != null) {
                problems.add(mismatch);
                continue;
            }
            read(file, paths, slices, where, values);
        }
        return problems;
    }

    /// Why datasets do not have the shapes of parameters; null if they do.
    static @Nullable String mismatch(Hdf5Reader file, List<String> paths, List<Parameters.Slice> slices, String where)
            throws ModelFileException {
        for (int i = 0; i < slices.size(); i++) {
            List<Long> wanted = slices.get(i).shape().dimensions().stream()
                    .map(Integer::longValue)
                    .toList();
            List<Long> found = file.entry(paths.get(i)).shape();
            if (!found.equals(wanted)) {
                return where + ": " + slices.get(i).spec().name() + " (" + paths.get(i) + ") must have shape " + wanted
                        + ", got " + found;
            }
        }
        return null;
    }

    /// Reads datasets into parameters.
    static void read(Hdf5Reader file, List<String> paths, List<Parameters.Slice> slices, String where, float[] values)
            throws ModelFileException {
        for (int i = 0; i < slices.size(); i++) {
            Parameters.Slice slice = slices.get(i);
            float[] numbers = file.read(
                    paths.get(i), slice.shape(), where + ": " + slice.spec().name());
            System.arraycopy(numbers, 0, values, slice.offset(), numbers.length);
        }
    }

    /// Requires that there are no problems.
    static void requireNone(List<String> problems) throws ModelFileException {
        if (!problems.isEmpty()) {
            throw new ModelFileException("the weights do not fit the model: " + String.join("; ", problems));
        }
    }

    /// SHA-256 of every dataset's numbers as little-endian float32, by path.
    static Map<String, String> digests(Hdf5Reader file) throws ModelFileException {
        Map<String, String> digests = new TreeMap<>();
        for (String path : file.paths()) {
            digests.put(path, digest(file.readAny(path)));
        }
        return digests;
    }

    private static String digest(float[] values) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] bytes = new byte[4 * 1024];
            for (int from = 0; from < values.length; from += 1024) {
                int count = Math.min(1024, values.length - from);
                for (int i = 0; i < count; i++) {
                    int bits = Float.floatToRawIntBits(values[from + i]);
                    bytes[4 * i] = (byte) bits;
                    bytes[4 * i + 1] = (byte) (bits >>> 8);
                    bytes[4 * i + 2] = (byte) (bits >>> 16);
                    bytes[4 * i + 3] = (byte) (bits >>> 24);
                }
                digest.update(bytes, 0, 4 * count);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    /// Requires that a file is not far too small for a model.
    static void requireRoom(Graph graph, long size) throws ModelFileException {
        long bytes = 0;
        for (int layer = 0; layer < graph.layers().size(); layer++) {
            for (ParameterSpec spec : graph.parameters(layer)) {
                Shape shape = spec.shape();
                bytes += 4L * shape.size();
            }
        }
        if (bytes > FREE_BYTES + MAX_EXPANSION * size) {
            throw new ModelFileException("the weights do not fit the model: its layers need " + bytes
                    + " bytes of parameters, the weights file has " + size);
        }
    }

    /// More could be written, but not read again.
    static void requireFits(long numbers) throws ModelFileException {
        if (numbers > (Integer.MAX_VALUE - 8) / Float.BYTES) {
            throw new ModelFileException("the weights and the state of the optimizer have " + Float.BYTES * numbers
                    + " bytes; this kind of file holds at most 2 GiB. Save as .safetensors, which holds more");
        }
    }
}
