package gradus.keras;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A safetensors file: eight bytes with the length of the header, a JSON header, and the numbers of all tensors, one
/// after another. Only the header is read when a file is opened; tensors are read one by one.
///
/// Refused, before anything is allocated for it: a header that is larger than 100 MB or than the file, that does not
/// start with `{`, or that names a key twice; tensors of an unknown type, whose bytes are not what type and shape say,
/// that overlap, or that leave a hole; bytes after the last tensor; metadata that is not text.
///
/// [safetensors: the format](https://github.com/huggingface/safetensors#format)
final class Safetensors implements AutoCloseable {
    private static final long MAX_HEADER = 100_000_000;
    private static final int MAX_TENSORS = 100_000;
    private static final int PREFIX = 8;
    /// How many numbers are read, or written, at a time.
    private static final int BLOCK = 1 << 18;
    private static final String METADATA = "__metadata__";
    private static final Map<String, Integer> BYTES = Map.ofEntries(
            Map.entry("BOOL", 1),
            Map.entry("U8", 1),
            Map.entry("I8", 1),
            Map.entry("F8_E5M2", 1),
            Map.entry("F8_E4M3", 1),
            Map.entry("I16", 2),
            Map.entry("U16", 2),
            Map.entry("F16", 2),
            Map.entry("BF16", 2),
            Map.entry("I32", 4),
            Map.entry("U32", 4),
            Map.entry("F32", 4),
            Map.entry("F64", 8),
            Map.entry("I64", 8),
            Map.entry("U64", 8));

    private final FileChannel channel;
    private final long dataStart;
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();

    /// A tensor, not yet read.
    ///
    /// @param type such as `F32`
    /// @param begin its first byte, from the end of the header
    /// @param end one past its last byte
    record Tensor(String type, List<Long> shape, long begin, long end) {
        /// Copies the shape.
        Tensor {
            shape = List.copyOf(shape);
        }

        /// How many bytes.
        long bytes() {
            return end - begin;
        }

        /// How many bytes a number has.
        int width() {
            return BYTES.getOrDefault(type, 1);
        }

        /// How many numbers.
        long count() {
            return bytes() / width();
        }
    }

    /// A tensor to be written, as float32.
    ///
    /// @param values row-major, from `offset`
    record Content(List<Integer> shape, float[] values, int offset, int size) {}

    /// Opens a file and reads its header.
    Safetensors(Path file) throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            long size = channel.size();
            if (size < PREFIX) {
                throw new ModelFileException("it is not a safetensors file: it has only " + size + " bytes");
            }
            long length = bytes(0, PREFIX).getLong();
            if (length < 0 || length > MAX_HEADER) {
                throw new ModelFileException(
                        "the header says it has " + Long.toUnsignedString(length) + " bytes; at most " + MAX_HEADER);
            }
            if (length > size - PREFIX) {
                throw new ModelFileException("the file ends early: its header has " + length + " bytes");
            }
            byte[] header = bytes(PREFIX, (int) length).array();
            if (header.length == 0 || header[0] != '{') {
                throw new ModelFileException("the header must start with {");
            }
            dataStart = PREFIX + length;
            readHeader(Json.parse("the header", header), size - dataStart);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /// Texts by name.
    Map<String, String> metadata() {
        return metadata;
    }

    /// Tensors by name, in the order of their bytes.
    Map<String, Tensor> tensors() {
        return tensors;
    }

    /// The numbers of a tensor, as floats.
    float[] read(String name) throws IOException {
        Tensor tensor = tensor(name);
        long count = tensor.count();
        if (count > Integer.MAX_VALUE - 8) {
            throw new ModelFileException(
                    "tensor \"" + Json.shown(name) + "\" has " + count + " numbers, which no array of Java holds");
        }
        float[] values = new float[(int) count];
        read(name, values, 0);
        return values;
    }

    /// Reads the numbers of a tensor, as floats, a block at a time.
    ///
    /// @param offset where they begin in `values`
    void read(String name, float[] values, int offset) throws IOException {
        Tensor tensor = tensor(name);
        forEachBlock(
                tensor, (first, block, count) -> decode(name, tensor.type(), block, values, offset + first, count));
    }

    /// Whether a tensor has these numbers, to the bit.
    boolean holds(String name, Content content) throws IOException {
        Tensor tensor = tensor(name);
        if (tensor.count() != content.size()) {
            return false;
        }
        float[] part = new float[Math.min(BLOCK, content.size())];
        boolean[] same = {true};
        forEachBlock(tensor, (first, block, count) -> {
            decode(name, tensor.type(), block, part, 0, count);
            // Not by Arrays.equals of a range, which ends the JVM beyond 2 GiB (JDK 25: the offset in bytes is an int).
            for (int i = 0; i < count; i++) {
                same[0] &= Float.floatToIntBits(part[i])
                        == Float.floatToIntBits(content.values()[content.offset() + first + i]);
            }
        });
        return same[0];
    }

    private Tensor tensor(String name) throws ModelFileException {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new ModelFileException("there is no tensor \"" + name + "\"");
        }
        return tensor;
    }

    /// Takes numbers that are still bytes.
    private interface Decoder {
        void take(int first, ByteBuffer block, int count) throws IOException;
    }

    private void forEachBlock(Tensor tensor, Decoder decoder) throws IOException {
        int width = tensor.width();
        long count = tensor.count();
        for (long first = 0; first < count; first += BLOCK) {
            int size = (int) Math.min(BLOCK, count - first);
            decoder.take((int) first, bytes(dataStart + tensor.begin() + first * width, size * width), size);
        }
    }

    private static void decode(String name, String type, ByteBuffer bytes, float[] values, int from, int count)
            throws ModelFileException {
        switch (type) {
            case "F32" -> bytes.asFloatBuffer().get(values, from, count);
            case "F64" -> {
                for (int i = 0; i < count; i++) {
                    values[from + i] = (float) bytes.getDouble();
                }
            }
            case "F16" -> {
                for (int i = 0; i < count; i++) {
                    values[from + i] = Float.float16ToFloat(bytes.getShort());
                }
            }
            case "BF16" -> {
                for (int i = 0; i < count; i++) {
                    values[from + i] = Float.intBitsToFloat(bytes.getShort() << 16);
                }
            }
            default ->
                throw new ModelFileException(
                        "tensor \"" + name + "\" is of type " + type + "; weights must be F32, F64, F16 or BF16");
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /// Writes a file.
    ///
    /// @param file empty
    static void write(Path file, Map<String, String> metadata, Map<String, Content> tensors) throws IOException {
        ObjectNode header = Json.object();
        ObjectNode texts = header.putObject(METADATA);
        metadata.forEach(texts::put);
        long position = 0;
        for (Map.Entry<String, Content> tensor : tensors.entrySet()) {
            ObjectNode description = header.putObject(tensor.getKey());
            description.put("dtype", "F32");
            ArrayNode shape = description.putArray("shape");
            tensor.getValue().shape().forEach(shape::add);
            long bytes = (long) Float.BYTES * tensor.getValue().size();
            long end = position + bytes;
            description.putArray("data_offsets").add(position).add(end);
            position = end;
        }
        String text = new String(Json.bytes(header), UTF_8);
        // Spaces, so that numbers start at a multiple of eight bytes.
        int missing = Math.floorMod(-text.getBytes(UTF_8).length, PREFIX);
        byte[] padded = (text + " ".repeat(missing)).getBytes(UTF_8);
        if (padded.length > MAX_HEADER) {
            throw new ModelFileException("the header of a safetensors file has at most " + MAX_HEADER + " bytes");
        }
        try (OutputStream out = Files.newOutputStream(file)) {
            ByteBuffer prefix = ByteBuffer.allocate(PREFIX).order(ByteOrder.LITTLE_ENDIAN);
            out.write(prefix.putLong(padded.length).array());
            out.write(padded);
            ByteBuffer block = ByteBuffer.allocate(BLOCK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            for (Content content : tensors.values()) {
                for (long first = 0; first < content.size(); first += BLOCK) {
                    int count = (int) Math.min(BLOCK, content.size() - first);
                    block.asFloatBuffer().put(content.values(), content.offset() + (int) first, count);
                    out.write(block.array(), 0, count * Float.BYTES);
                }
            }
        }
    }

    private void readHeader(JsonNode header, long dataSize) throws ModelFileException {
        if (header.size() > MAX_TENSORS) {
            throw new ModelFileException("the file has more than " + MAX_TENSORS + " tensors");
        }
        List<Map.Entry<String, Tensor>> found = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : header.properties()) {
            if (entry.getKey().equals(METADATA)) {
                readMetadata(entry.getValue());
            } else {
                found.add(Map.entry(entry.getKey(), tensor(entry.getKey(), entry.getValue())));
            }
        }
        found.sort((a, b) -> {
            int byBegin = Long.compare(a.getValue().begin(), b.getValue().begin());
            return byBegin != 0
                    ? byBegin
                    : Long.compare(a.getValue().end(), b.getValue().end());
        });
        long position = 0;
        for (Map.Entry<String, Tensor> entry : found) {
            long begin = entry.getValue().begin();
            if (begin != position) {
                throw new ModelFileException(
                        "tensor \"" + Json.shown(entry.getKey()) + "\" must start at byte " + position + ", got "
                                + begin + (begin < position ? ": it overlaps another" : ": there is a hole"));
            }
            position = entry.getValue().end();
            tensors.put(entry.getKey(), entry.getValue());
        }
        if (position != dataSize) {
            throw new ModelFileException(
                    "the tensors have " + position + " bytes, the file has " + dataSize + " after its header");
        }
    }

    private void readMetadata(JsonNode texts) throws ModelFileException {
        if (!texts.isObject()) {
            throw new ModelFileException("the metadata must be an object of texts, got " + Json.brief(texts));
        }
        for (Map.Entry<String, JsonNode> text : texts.properties()) {
            metadata.put(text.getKey(), Json.text(texts, text.getKey(), "the metadata"));
        }
    }

    private static Tensor tensor(String name, JsonNode json) throws ModelFileException {
        String where = "tensor \"" + Json.shown(name) + "\"";
        String type = Json.text(json, "dtype", where);
        Integer width = BYTES.get(type);
        if (width == null) {
            throw new ModelFileException(where + " is of an unknown type, " + Json.brief(json.path("dtype")));
        }
        List<Long> shape = whole(json.path("shape"), where + ": shape");
        List<Long> offsets = whole(json.path("data_offsets"), where + ": data_offsets");
        if (offsets.size() != 2 || offsets.get(0) > offsets.get(1)) {
            throw new ModelFileException(where + ": data_offsets must be a begin and an end, got " + offsets);
        }
        for (String key : json.propertyNames()) {
            if (!List.of("dtype", "shape", "data_offsets").contains(key)) {
                throw new ModelFileException(where + " has an unknown key \"" + Json.shown(key) + "\"");
            }
        }
        long bytes = width;
        try {
            for (long dimension : shape) {
                bytes = Math.multiplyExact(bytes, dimension);
            }
        } catch (ArithmeticException e) {
            throw new ModelFileException(where + " has a shape too large to be true: " + shape, e);
        }
        if (offsets.get(1) - offsets.get(0) != bytes) {
            throw new ModelFileException(where + " of type " + type + " and shape " + shape + " must have " + bytes
                    + " bytes, got " + (offsets.get(1) - offsets.get(0)));
        }
        return new Tensor(type, shape, offsets.get(0), offsets.get(1));
    }

    private static List<Long> whole(JsonNode array, String where) throws ModelFileException {
        if (!array.isArray() || array.size() > 32) {
            throw new ModelFileException(where + " must be a list of at most 32 numbers, got " + Json.brief(array));
        }
        List<Long> numbers = new ArrayList<>();
        for (JsonNode item : array) {
            if (!item.isIntegralNumber() || !item.canConvertToLong() || item.longValue() < 0) {
                throw new ModelFileException(where + " must be whole numbers from 0, got " + Json.brief(item));
            }
            numbers.add(item.longValue());
        }
        return numbers;
    }

    private ByteBuffer bytes(long position, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw new ModelFileException("the file ends early");
            }
        }
        return buffer.flip();
    }
}
