package gradus.data.tables;

import gradus.data.tables.internal.Texts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A table that does not fit in memory, as a file of columns: written in one pass over its rows, mapped, and used again
/// as long as its source does not change.
final class TableFile {
    private static final String MAGIC = "GRADUSC1";

    private TableFile() {}

    /// A column of the file.
    ///
    /// @param name its name
    /// @param meaning of its numbers, if they stand for texts; null if they are values
    /// @param decimal the decimal mark of values
    record Stored(String name, Vocabulary.@Nullable Meaning meaning, char decimal) {
        int size() {
            return meaning == null ? Double.BYTES : Integer.BYTES;
        }
    }

    /// What the file holds beside values.
    ///
    /// @param rows how many
    /// @param blockRows how many of them a block has; the last one has the rest
    /// @param columns what they are
    /// @param lines the line of the file each row begins in; null if it is the row's number plus 2
    /// @param skipped how many lines were left out because they were bad
    /// @param notes what was assumed
    record Content(
            int rows, int blockRows, List<Stored> columns, int @Nullable [] lines, int skipped, List<Advice> notes) {}

    /// Reads a table that is in a file, or puts it into one.
    ///
    /// @param words whether it is known of texts that they are words, as of those of CSV files
    /// @param blocks opens the rows
    static Table of(TableSource source, CsvOptions options, boolean words, Supplier<TableBlocks> blocks) {
        String key = key(source, options);
        Path folder = key == null ? temporary() : folder();
        Path file = folder.resolve((key == null ? "query" : key) + ".columns");
        MemorySegment bytes = key == null ? null : CheckedFile.open(file, MAGIC, -1);
        if (bytes == null) {
            bytes = CheckedFile.write(file, key != null, out -> write(out, source, options, words, blocks));
        }
        Content content = content(bytes);
        RowFile.Place place = new RowFile.Place(
                Path.of(file.toString().replaceFirst("\\.columns$", "")), key != null, options.listener());
        List<Column> columns = new StoredColumns(content, bytes.asSlice(MAGIC.length()), place);
        return new Table(source.name(), columns, content.lines(), content.skipped(), content.notes());
    }

    /// Where files go that later runs may use.
    private static Path folder() {
        String chosen = System.getProperty("gradus.cache", System.getenv("GRADUS_CACHE"));
        if (chosen != null) {
            return Path.of(chosen);
        }
        String caches = System.getenv("XDG_CACHE_HOME");
        Path all = caches == null || caches.isBlank()
                ? Path.of(System.getProperty("user.home"), ".cache")
                : Path.of(caches);
        return all.resolve("gradus");
    }

    private static Path temporary() {
        try {
            Path folder = Files.createTempDirectory("gradus-");
            folder.toFile().deleteOnExit();
            return folder;
        } catch (IOException e) {
            throw new DataException("cannot write a temporary file: " + Csv.reason(e), e);
        }
    }

    /// What tells a table from others: its files, and how they are read. Null for a query, which may have changed.
    private static @Nullable String key(TableSource source, CsvOptions options) {
        StringBuilder text = new StringBuilder(options.reading());
        for (Path file : source.files()) {
            try {
                if (!Files.isRegularFile(file)) {
                    return null;
                }
                text.append('\n')
                        .append(file.toRealPath())
                        .append(' ')
                        .append(Files.size(file))
                        .append(' ')
                        .append(Files.getLastModifiedTime(file).toInstant());
            } catch (IOException e) {
                return null;
            }
        }
        return source.files().isEmpty() ? null : CheckedFile.key(text.toString());
    }

    private static void write(
            CheckedFile.Output out, TableSource source, CsvOptions options, boolean words, Supplier<TableBlocks> opener)
            throws IOException {
        out.write(ByteBuffer.wrap(MAGIC.getBytes(StandardCharsets.US_ASCII)));
        try (TableBlocks blocks = opener.get()) {
            TableGatherer.requireKnown(source.name(), blocks.names(), options);
            List<Vocabulary> vocabularies = new ArrayList<>();
            blocks.names().forEach(name -> vocabularies.add(new Vocabulary(name, options, words)));
            int most = TableBlocks.rows(blocks.names().size());
            List<Column> last = List.of();
            int @Nullable [] lines = null;
            int skipped = 0;
            long rows = 0;
            for (Table block = blocks.next(); block != null; block = blocks.next()) {
                if (rows % most != 0) {
                    throw new IllegalStateException("only the last block may be short");
                }
                last = block.columns();
                for (int i = 0; i < last.size(); i++) {
                    out.write(bytes(last.get(i), rows, vocabularies.get(i), options));
                }
                lines = lines(lines, rows, block);
                skipped = block.skipped();
                rows += block.rows();
                requireFitting(source, rows, vocabularies, blocks.names(), options);
            }
            if (rows == 0) {
                throw new DataException(source.name() + " has no rows");
            }
            List<Advice> notes = new ArrayList<>(blocks.notes());
            List<Stored> columns = new ArrayList<>();
            for (int i = 0; i < last.size(); i++) {
                columns.add(
                        last.get(i) instanceof NumericColumn numbers
                                ? new Stored(numbers.name(), null, numbers.decimal())
                                : new Stored(
                                        last.get(i).name(), vocabularies.get(i).meaning(notes), '.'));
            }
            byte[] content = bytes(new Content((int) rows, most, columns, lines, skipped, notes));
            out.write(ByteBuffer.wrap(content));
            out.write(ByteBuffer.allocate(Long.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(content.length)
                    .flip());
        }
    }

    /// The lines of the rows up to here; null as long as they follow from the row.
    private static int @Nullable [] lines(int @Nullable [] before, long rows, Table block) {
        int first = (int) rows;
        boolean regular = before == null;
        for (int i = 0; regular && i < block.rows(); i++) {
            regular = block.lines() == null || block.line(i) == first + i + 2;
        }
        if (regular) {
            return null;
        }
        int[] lines;
        if (before == null) {
            lines = new int[first + block.rows()];
            java.util.Arrays.setAll(lines, row -> row + 2);
        } else {
            lines = first + block.rows() <= before.length
                    ? before
                    : java.util.Arrays.copyOf(before, first + block.rows() + first / 2);
        }
        for (int i = 0; i < block.rows(); i++) {
            lines[first + i] = block.line(i);
        }
        return lines;
    }

    private static ByteBuffer bytes(Column column, long row, Vocabulary vocabulary, CsvOptions options) {
        switch (column) {
            case NumericColumn numbers -> {
                ByteBuffer bytes =
                        ByteBuffer.allocate(Double.BYTES * numbers.rows()).order(ByteOrder.LITTLE_ENDIAN);
                bytes.asDoubleBuffer().put(numbers.values());
                return bytes;
            }
            case CategoryColumn words -> {
                ColumnKind kind = options.kinds().get(words.name());
                boolean ignored = kind != null && kind.name().equals(IgnoredFeature.KIND.name());
                int[] none = new int[words.rows()];
                java.util.Arrays.fill(none, -1);
                ByteBuffer bytes =
                        ByteBuffer.allocate(Integer.BYTES * words.rows()).order(ByteOrder.LITTLE_ENDIAN);
                bytes.asIntBuffer().put(ignored ? none : vocabulary.codes(words, row));
                return bytes;
            }
        }
    }

    private static void requireFitting(
            TableSource source, long rows, List<Vocabulary> vocabularies, List<String> names, CsvOptions options) {
        if (rows > Integer.MAX_VALUE - 8) {
            throw new DataException(source.name() + " has more than " + (Integer.MAX_VALUE - 8)
                    + " rows, the most that a table can have");
        }
        double bytes = vocabularies.stream().mapToDouble(Vocabulary::bytes).sum();
        if (bytes > options.memoryLimit()) {
            int largest = 0;
            for (int i = 0; i < names.size(); i++) {
                largest =
                        vocabularies.get(i).bytes() > vocabularies.get(largest).bytes() ? i : largest;
            }
            throw new DataException(Advice.of(
                    source.name() + ": the different texts of column " + Texts.quote(names.get(largest))
                            + " do not fit in memory. Leave it out",
                    new Hint("as", NameList.item(names.get(largest)) + "=" + IgnoredFeature.KIND.name())));
        }
    }

    private static byte[] bytes(Content content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(content.rows());
            out.writeInt(content.blockRows());
            out.writeInt(content.columns().size());
            for (Stored column : content.columns()) {
                text(out, column.name());
                out.writeChar(column.decimal());
                Vocabulary.Meaning meaning = column.meaning();
                out.writeBoolean(meaning != null);
                if (meaning != null) {
                    out.writeChar(meaning.decimal());
                    out.writeInt(meaning.categories().size());
                    for (int i = 0; i < meaning.categories().size(); i++) {
                        text(out, meaning.categories().get(i));
                        out.writeInt(meaning.places()[i]);
                    }
                    out.writeInt(meaning.numbers().length);
                    for (double number : meaning.numbers()) {
                        out.writeDouble(number);
                    }
                }
            }
            int[] lines = content.lines();
            out.writeInt(lines == null ? 0 : content.rows());
            for (int i = 0; lines != null && i < content.rows(); i++) {
                out.writeInt(lines[i]);
            }
            out.writeInt(content.skipped());
            out.writeInt(content.notes().size());
            for (Advice note : content.notes()) {
                out.writeInt(note.parts().size());
                for (Object part : note.parts()) {
                    out.writeBoolean(part instanceof Hint);
                    text(out, part instanceof Hint hint ? hint.option() : part.toString());
                    text(out, part instanceof Hint hint ? hint.value() : "");
                }
            }
        }
        return bytes.toByteArray();
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }

    private static Content content(MemorySegment all) {
        long end = all.byteSize() - Long.BYTES;
        long length = all.get(ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), end);
        byte[] bytes = all.asSlice(end - length, length).toArray(ValueLayout.JAVA_BYTE);
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int rows = in.readInt();
            int blockRows = in.readInt();
            List<Stored> columns = new ArrayList<>();
            for (int i = in.readInt(); i > 0; i--) {
                String name = text(in);
                char decimal = in.readChar();
                columns.add(new Stored(name, in.readBoolean() ? meaning(in) : null, decimal));
            }
            int[] lines = new int[in.readInt()];
            for (int i = 0; i < lines.length; i++) {
                lines[i] = in.readInt();
            }
            int skipped = in.readInt();
            List<Advice> notes = new ArrayList<>();
            for (int i = in.readInt(); i > 0; i--) {
                List<Object> parts = new ArrayList<>();
                for (int part = in.readInt(); part > 0; part--) {
                    boolean hint = in.readBoolean();
                    String text = text(in);
                    String value = text(in);
                    parts.add(hint ? new Hint(text, value) : text);
                }
                notes.add(new Advice(parts));
            }
            return new Content(rows, blockRows, columns, lines.length == 0 ? null : lines, skipped, notes);
        } catch (IOException e) {
            throw new IllegalStateException("its checksum was right", e);
        }
    }

    private static Vocabulary.Meaning meaning(DataInputStream in) throws IOException {
        char decimal = in.readChar();
        int count = in.readInt();
        List<String> categories = new ArrayList<>();
        int[] places = new int[count];
        for (int i = 0; i < count; i++) {
            categories.add(text(in));
            places[i] = in.readInt();
        }
        double[] numbers = new double[in.readInt()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = in.readDouble();
        }
        return new Vocabulary.Meaning(categories, places, numbers, decimal);
    }
}
