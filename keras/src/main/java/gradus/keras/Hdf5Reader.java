package gradus.keras;

import gradus.data.Shape;
import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import io.jhdf.object.datatype.VariableLength;
import io.jhdf.object.message.DataLayout;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The numbers of an HDF5 file in memory. With [Hdf5Writer], the only place that touches jhdf.
///
/// All names are collected first, without following any link: soft and external links, data in other files, virtual
/// datasets and data in chunks, which compression needs, are refused, and so are files with more than 32 levels, or
/// more objects than they have room for.
/// A dataset is read only after its declared shape was found to be the expected one, so that no more is allocated than
/// the caller asks for; and all that is read together has at most eight times as many bytes as the file, however many
/// names lead to the same. Every exception that jhdf throws for a damaged file becomes a [ModelFileException].
final class Hdf5Reader implements AutoCloseable {
    private static final int MAX_OBJECTS = 100_000;
    /// An object has a header, and a name in its group.
    private static final int LEAST_BYTES_OF_OBJECT = 32;
    private static final int MAX_DEPTH = 32;
    /// How often the file can be read: weights are read, checksums are compared, names are looked up.
    private static final int MAX_READS = 8;

    private final String name;
    private final int size;
    private final HdfFile file;
    private final Map<String, Dataset> datasets = new LinkedHashMap<>();
    private final Map<String, Group> groups = new LinkedHashMap<>();
    private int objects;
    private long bytesRead;

    /// Opens a file.
    ///
    /// @param name what errors call it
    Hdf5Reader(String name, byte[] content) throws ModelFileException {
        this(name, ByteBuffer.wrap(content));
    }

    /// Opens a file that is in memory, or mapped into it.
    ///
    /// @param name what errors call it
    Hdf5Reader(String name, ByteBuffer content) throws ModelFileException {
        this.name = name;
        size = content.remaining();
        file = guarded("it is not an HDF5 file, or is damaged", () -> HdfFile.fromByteBuffer(content));
        collect(file, "", 0);
    }

    /// Whether there is a dataset at a path such as `layers/dense/vars/0`.
    boolean has(String path) {
        return datasets.containsKey(path);
    }

    /// How many datasets `0`, `1`, … there are in a group.
    int count(String group) {
        int count = 0;
        while (has(group + "/" + count)) {
            count++;
        }
        return count;
    }

    /// The paths of all datasets.
    List<String> paths() {
        return List.copyOf(datasets.keySet());
    }

    /// The numbers of a dataset, row-major. Any float or integer type is taken, of either byte order.
    ///
    /// @param expected the shape it must have
    /// @param what errors call it
    float[] read(String path, Shape expected, String what) throws ModelFileException {
        Dataset dataset = checked(path, expected, what);
        spend(dataset.getSizeInBytes());
        Object data = guarded(what + " cannot be read", dataset::getDataFlat);
        float[] values = floats(data);
        if (values == null || values.length != expected.size()) {
            throw new ModelFileException(name + ": " + what + " (" + path + ") is damaged");
        }
        return values;
    }

    /// The numbers of a dataset of any shape, at most those that the file has room for.
    float[] readAny(String path) throws ModelFileException {
        Dataset dataset = datasets.get(path);
        if (dataset == null || dataset.getSizeInBytes() > size || dataset.getSizeInBytes() < 0) {
            throw new ModelFileException(name + ": /" + path + " says that it is larger than the file");
        }
        spend(dataset.getSizeInBytes());
        float[] values = floats(guarded("/" + path + " cannot be read", dataset::getDataFlat));
        if (values == null) {
            throw new ModelFileException(name + ": /" + path + " must be numbers");
        }
        return values;
    }

    /// The text that an attribute of a group has, or null if there is no such attribute.
    ///
    /// @param group its path, empty for the file itself
    @Nullable
    String text(String group, String attribute) throws ModelFileException {
        List<String> texts = texts(group, attribute);
        if (texts != null && texts.size() != 1) {
            throw new ModelFileException(name + ": the attribute " + attribute + " of /" + group + " must be one text");
        }
        return texts == null ? null : texts.getFirst();
    }

    /// The texts that an attribute of a group has, or null if there is no such attribute. Long lists are spread over
    /// attributes named `names0`, `names1`, and so on.
    @Nullable
    List<String> texts(String group, String attribute) throws ModelFileException {
        Group node = groups.get(group);
        if (node == null) {
            return null;
        }
        Map<String, Attribute> attributes =
                guarded("the attributes of /" + group + " cannot be read", node::getAttributes);
        if (attributes.containsKey(attribute)) {
            return texts(attributes.get(attribute), group);
        }
        List<String> texts = new ArrayList<>();
        int part = 0;
        while (attributes.containsKey(attribute + part)) {
            texts.addAll(texts(attributes.get(attribute + part), group));
            part++;
        }
        return part == 0 ? null : texts;
    }

    private List<String> texts(@Nullable Attribute attribute, String group) throws ModelFileException {
        if (attribute == null) {
            return List.of();
        }
        String what = "the attribute " + attribute.getName() + " of /" + group;
        // Keras writes an empty list of names as one of numbers.
        if (guarded(what + " is damaged", attribute::isEmpty)
                || guarded(what + " is damaged", attribute::getSize) == 0) {
            return List.of();
        }
        spend(guarded(what + " cannot be read", () -> size(attribute)));
        Object data = guarded(what + " cannot be read", attribute::getData);
        if (data instanceof String text) {
            return List.of(text);
        }
        if (data instanceof String[] many && java.util.Arrays.stream(many).allMatch(Objects::nonNull)) {
            return List.of(many);
        }
        throw new ModelFileException(name + ": " + what + " must be text");
    }

    /// How many bytes an attribute states that its text has.
    private static long size(Attribute attribute) {
        long bytes = attribute.getSizeInBytes();
        if (attribute.getDataType() instanceof VariableLength) {
            // Each text is a length, an address and an index; many could point to the same long text.
            ByteBuffer references = attribute.getBuffer().duplicate().order(ByteOrder.LITTLE_ENDIAN);
            int step = attribute.getDataType().getSize();
            for (long i = 0; i < attribute.getSize() && references.remaining() >= step; i++) {
                bytes += Integer.toUnsignedLong(references.getInt(references.position()));
                references.position(references.position() + step);
            }
        }
        return bytes;
    }

    /// Counts bytes that are about to be read.
    private void spend(long bytes) throws ModelFileException {
        bytesRead += bytes;
        if (bytes < 0 || bytes > size || bytesRead > (long) MAX_READS * size) {
            throw new ModelFileException(name + ": it says that it has more than its " + size + " bytes");
        }
    }

    /// The shape of a dataset, and the kind of numbers in it.
    Entry entry(String path) throws ModelFileException {
        Dataset dataset = datasets.get(path);
        if (dataset == null) {
            throw new ModelFileException(name + ": there is no /" + path);
        }
        return guarded("/" + path + " is damaged", () -> {
            DataType type = dataset.getDataType();
            String kind =
                    switch (type) {
                        case FloatingPoint real -> "float";
                        case FixedPoint whole -> whole.isSigned() ? "int" : "uint";
                        default -> type.getClass().getSimpleName().toLowerCase(Locale.ROOT);
                    };
            boolean number = type instanceof FloatingPoint || type instanceof FixedPoint;
            List<Long> shape = java.util.Arrays.stream(dataset.getDimensionsAsLong())
                    .boxed()
                    .toList();
            return new Entry(number ? kind + 8 * type.getSize() : kind, shape, dataset.getSizeInBytes());
        });
    }

    /// What is known of a dataset without reading it.
    record Entry(String type, List<Long> shape, long bytes) {}

    /// A single whole number.
    long readLong(String path, String what) throws ModelFileException {
        Dataset dataset = checked(path, Shape.of(), what);
        Object data = guarded(what + " cannot be read", dataset::getDataFlat);
        // Whole numbers of 8 bytes without a sign come as objects.
        boolean fits = data.getClass().componentType().isPrimitive();
        if (fits && dataset.getDataType() instanceof FixedPoint && Array.getLength(data) == 1) {
            return Array.getLong(data, 0);
        }
        throw new ModelFileException(name + ": " + what + " (" + path + ") must be one whole number");
    }

    @Override
    public void close() {
        file.close();
    }

    private Dataset checked(String path, Shape expected, String what) throws ModelFileException {
        Dataset dataset = datasets.get(path);
        if (dataset == null) {
            throw new ModelFileException(name + ": " + what + " (" + path + ") is missing");
        }
        List<Long> found = guarded(
                what + " has a damaged header",
                () -> java.util.Arrays.stream(dataset.getDimensionsAsLong())
                        .boxed()
                        .toList());
        List<Long> wanted =
                expected.dimensions().stream().map(Integer::longValue).toList();
        if (!found.equals(wanted)) {
            throw new ModelFileException(
                    name + ": " + what + " (" + path + ") must have shape " + wanted + ", got " + found);
        }
        DataType type = dataset.getDataType();
        if (!(type instanceof FloatingPoint || type instanceof FixedPoint)) {
            throw new ModelFileException(name + ": " + what + " (" + path + ") must be numbers, got "
                    + type.getClass().getSimpleName());
        }
        return dataset;
    }

    private void collect(Group group, String path, int depth) throws ModelFileException {
        if (depth > MAX_DEPTH) {
            throw new ModelFileException(name + ": groups are nested more than " + MAX_DEPTH + " levels deep");
        }
        groups.put(path, group);
        Map<String, Node> children = guarded("the group /" + path + " cannot be read", group::getChildren);
        for (Map.Entry<String, Node> child : children.entrySet()) {
            if (++objects > Math.min(MAX_OBJECTS, size / LEAST_BYTES_OF_OBJECT)) {
                throw new ModelFileException(name + ": there are more than " + (objects - 1) + " objects");
            }
            String childPath = path.isEmpty() ? child.getKey() : path + "/" + child.getKey();
            Node node = child.getValue();
            if (node.isLink()) {
                throw new ModelFileException(
                        name + ": /" + childPath + " is a link to elsewhere; links are not followed");
            }
            if (node instanceof Group inner) {
                collect(inner, childPath, depth + 1);
            } else if (node instanceof Dataset dataset) {
                check(dataset, childPath);
                datasets.put(childPath, dataset);
            }
        }
    }

    private void check(Dataset dataset, String path) throws ModelFileException {
        DataLayout layout = guarded("/" + path + " is damaged", dataset::getDataLayout);
        if (layout == DataLayout.CHUNKED) {
            throw new ModelFileException(name + ": /" + path + " is stored in chunks, as compressed data is; save the"
                    + " model with Keras again, which writes weights as they are");
        }
    }

    private <T> T guarded(String problem, Supplier<T> action) throws ModelFileException {
        try {
            return action.get();
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            Throwable root = e;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            String reason = root.getMessage();
            throw new ModelFileException(name + ": " + problem + (reason == null ? "" : " (" + reason + ")"), e);
        }
    }

    /// The numbers as floats; null if they are of no type that is known.
    private static float @Nullable [] floats(@Nullable Object data) {
        if (data instanceof float[] values) {
            return values;
        }
        if (data == null
                || !data.getClass().isArray()
                || !data.getClass().componentType().isPrimitive()
                || data instanceof boolean[]) {
            return null;
        }
        float[] values = new float[Array.getLength(data)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Array.getDouble(data, i);
        }
        return values;
    }
}
