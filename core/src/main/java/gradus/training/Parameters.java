package gradus.training;

import static gradus.internal.Require.require;

import gradus.data.Shape;
import gradus.internal.Hash;
import gradus.layers.ParameterSpec;
import gradus.math.RandomStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// All parameters of a network in one array: first the trainable ones, in layer order, then the running statistics.
/// Gradients and optimizer slots have the layout of the first part.
public final class Parameters {
    /// Arrays of Java have no more elements.
    private static final int MOST = Integer.MAX_VALUE - 8;

    /// How many numbers are hashed at once, so that their bytes can be counted whatever the size of the model.
    private static final int BLOCK = 1 << 14;

    private final List<Slice> slices;
    private final int trainableSize;
    private final float[] values;

    /// Allocates the parameters of a graph, all zero.
    ///
    /// @param graph the network
    /// @throws IllegalArgumentException if there are more than 2³¹-9 parameters, or they take more memory than Java
    /// has
    public Parameters(Graph graph) {
        requireRoom(graph, Runtime.getRuntime().maxMemory());
        List<Slice> found = new ArrayList<>();
        int[] next = {0};
        collect(graph, true, found, next);
        trainableSize = next[0];
        collect(graph, false, found, next);
        values = new float[next[0]];
        // Back to layer order, in which they are written and hashed.
        found.sort(java.util.Comparator.comparingInt(Slice::layer).thenComparingInt(Slice::index));
        slices = List.copyOf(found);
    }

    /// The location of a parameter.
    ///
    /// @param layer the index of the layer in the graph
    /// @param index the index of the parameter within its layer
    /// @param spec the definition of the parameter
    /// @param offset the index of its first value
    public record Slice(int layer, int index, ParameterSpec spec, int offset) {
        /// {@return the number of values}
        public int size() {
            return spec.shape().size();
        }

        /// {@return the shape}
        public Shape shape() {
            return spec.shape();
        }

        /// {@return the index after its last value}
        public int end() {
            return offset + size();
        }
    }

    /// {@return all parameters, in layer order, and in Keras's order within a layer}
    public List<Slice> slices() {
        return slices;
    }

    /// Returns the parameters of a layer.
    ///
    /// @param layer the index of the layer
    /// @return the parameters
    public List<Slice> slices(int layer) {
        return slices.stream().filter(slice -> slice.layer() == layer).toList();
    }

    /// {@return the live values}
    public float[] values() {
        return values;
    }

    /// {@return the number of trainable values, which come first}
    public int trainableSize() {
        return trainableSize;
    }

    /// Returns a copy of the values of a parameter.
    ///
    /// @param slice the parameter
    /// @return the values
    public float[] copy(Slice slice) {
        return java.util.Arrays.copyOfRange(values, slice.offset(), slice.end());
    }

    /// Copies the values of another network's parameters, as far as both have the same layers.
    ///
    /// @param other parameters of a network that begins with these layers, or that these layers begin with
    public void takeOver(Parameters other) {
        for (int i = 0; i < Math.min(slices.size(), other.slices.size()); i++) {
            Slice slice = slices.get(i);
            System.arraycopy(other.values, other.slices.get(i).offset(), values, slice.offset(), slice.size());
        }
    }

    /// {@return the SHA-256 of all values as little-endian float32, in layer order, in hexadecimal}
    public String sha256() {
        MessageDigest digest = Hash.sha256();
        ByteBuffer bytes = ByteBuffer.allocate(BLOCK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (Slice slice : slices) {
            for (int from = slice.offset(); from < slice.end(); from += BLOCK) {
                int count = Math.min(BLOCK, slice.end() - from);
                bytes.asFloatBuffer().put(values, from, count);
                digest.update(bytes.array(), 0, count * Float.BYTES);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /// Returns the first parameter with a non-finite value.
    ///
    /// @param graph the network
    /// @return its name, such as `dense/kernel`, or null if there is none
    public @Nullable String firstNotFinite(Graph graph) {
        if (areFinite()) {
            return null;
        }
        for (Slice slice : slices) {
            for (int i = slice.offset(); i < slice.end(); i++) {
                if (!Float.isFinite(values[i])) {
                    return graph.layers().get(slice.layer()).name() + "/"
                            + slice.spec().name();
                }
            }
        }
        return null;
    }

    /// Whether no value is infinite or not a number: 0 times such a value is not 0. Sums side by side are faster than a
    /// question about each value.
    private boolean areFinite() {
        float sum0 = 0;
        float sum1 = 0;
        float sum2 = 0;
        float sum3 = 0;
        int i = 0;
        for (; i + 4 <= values.length; i += 4) {
            sum0 += 0 * values[i];
            sum1 += 0 * values[i + 1];
            sum2 += 0 * values[i + 2];
            sum3 += 0 * values[i + 3];
        }
        for (; i < values.length; i++) {
            sum0 += 0 * values[i];
        }
        return sum0 + sum1 + sum2 + sum3 == 0;
    }

    /// Initializes all parameters. The values of a parameter depend only on the seed, the key of its layer and its
    /// own name.
    ///
    /// @param graph the network
    /// @param seed the seed
    public void initialize(Graph graph, long seed) {
        RandomStream random = RandomStream.of(seed).derive("initialization");
        for (Slice slice : slices) {
            String key =
                    graph.layers().get(slice.layer()).key() + "/" + slice.spec().name();
            slice.spec().initializer().initialize(values, slice.offset(), slice.shape(), random.derive(key));
        }
        for (int layer = 0; layer < graph.layers().size(); layer++) {
            if (!graph.layers().get(layer).isInput()) {
                int[] offsets = slices(layer).stream().mapToInt(Slice::offset).toArray();
                graph.layers().get(layer).layer().completeInitialization(graph.inputShapes(layer), values, offsets);
            }
        }
    }

    /// Before anything is allocated: an error of memory in the middle would say nothing of the layer to change.
    static void requireRoom(Graph graph, long memory) {
        long count = 0;
        long most = -1;
        String largest = "";
        for (int layer = 0; layer < graph.layers().size(); layer++) {
            long here = graph.parameters(layer).stream()
                    .mapToLong(spec -> spec.shape().size())
                    .sum();
            count += here;
            if (here > most) {
                most = here;
                largest = graph.layers().get(layer).name();
            }
        }
        String smaller = String.format(Locale.ROOT, "; the most, %,d, are in layer \"%s\"", most, largest);
        require(count <= MOST, "a model has at most %,d parameters, this one has %,d%s", MOST, count, smaller);
        require(
                count * Float.BYTES <= memory,
                "%,d parameters take %,d MiB, and Java has %,d MiB; give it more with -Xmx, or make layers smaller%s",
                count,
                (count * Float.BYTES) >> 20,
                memory >> 20,
                smaller);
    }

    private static void collect(Graph graph, boolean trainable, List<Slice> found, int[] next) {
        for (int layer = 0; layer < graph.layers().size(); layer++) {
            List<ParameterSpec> specs = graph.parameters(layer);
            for (int i = 0; i < specs.size(); i++) {
                if (specs.get(i).trainable() == trainable) {
                    found.add(new Slice(layer, i, specs.get(i), next[0]));
                    next[0] += specs.get(i).shape().size();
                }
            }
        }
    }
}
