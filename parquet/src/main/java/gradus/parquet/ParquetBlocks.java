package gradus.parquet;

import dev.hardwood.reader.ColumnReaders;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.schema.ColumnProjection;
import dev.hardwood.schema.ColumnSchema;
import gradus.data.tables.Advice;
import gradus.data.tables.CategoryColumn;
import gradus.data.tables.Column;
import gradus.data.tables.DataException;
import gradus.data.tables.Table;
import gradus.data.tables.TableBlocks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The rows of Parquet files, one file after the other.
final class ParquetBlocks implements TableBlocks {
    /// Cells of a batch. Hardwood reads some five batches ahead, each of 16,384 rows or more if it is not told;
    /// with 1,000 columns that is 0.6 GB.
    private static final int BATCH_CELLS = 1 << 20;

    private static final int MOST_ROWS = 1 << 17;

    /// Hardwood logs what it chooses; nobody reads it here.
    private static final Logger LIBRARY = Logger.getLogger("dev.hardwood");

    /// Pages of each column that Hardwood decodes ahead. Its own eight take a gigabyte where a table has hundreds of
    /// columns.
    private static final String PAGES_AHEAD = "hardwood.internal.maxOutstanding";

    static {
        LIBRARY.setLevel(Level.WARNING);
        if (System.getProperty(PAGES_AHEAD) == null) {
            System.setProperty(PAGES_AHEAD, "2");
        }
    }

    private final ParquetSource source;
    private final List<ParquetColumn> columns = new ArrayList<>();
    private final Map<String, String> folders;
    private final Set<String> nested = new LinkedHashSet<>();
    private final long total;
    private final int most;
    private int file = -1;
    private long before;
    private long row;
    private @Nullable ParquetFileReader reader;
    private @Nullable ColumnReaders batches;
    private int batch;
    private int used;
    private boolean ended;

    ParquetBlocks(ParquetSource source) {
        this.source = source;
        folders = folders(source.files().getFirst());
        total = tried(this::length);
        boolean open = false;
        try {
            nextFile();
            open = true;
        } finally {
            if (!open) {
                close();
            }
        }
        if (columns.isEmpty()) {
            close();
            throw new DataException(source.name() + " has no columns of numbers or texts");
        }
        most = TableBlocks.rows(names().size());
    }

    private long length() throws IOException {
        long bytes = 0;
        for (Path path : source.files()) {
            bytes += Files.size(path);
        }
        return bytes;
    }

    /// `year=2025` as a column and its value.
    private Map<String, String> folders(Path path) {
        Map<String, String> values = new LinkedHashMap<>();
        if (!path.equals(source.root())) {
            Path relative = source.root().relativize(path);
            for (int i = 0; i < relative.getNameCount() - 1; i++) {
                String part = relative.getName(i).toString();
                int equals = part.indexOf('=');
                if (equals > 0) {
                    values.put(part.substring(0, equals), part.substring(equals + 1));
                }
            }
        }
        return values;
    }

    private void nextFile() {
        closeFile();
        file++;
        Path path = source.files().get(file);
        if (!folders(path).keySet().equals(folders.keySet())) {
            throw new DataException(source.name()
                    + ": folders such as year=2025 must be around all files or around none," + " got " + path);
        }
        tried(() -> {
            ParquetFileReader opened = FileCheck.open(path);
            reader = opened;
            List<ColumnSchema> found = columns(opened);
            if (file == 0) {
                found.forEach(column -> columns.add(new ParquetColumn(column, source)));
            }
            for (ParquetColumn column : columns) {
                column.requireSame(found, path);
            }
            if (!columns.isEmpty()) {
                batches = opened.buildColumnReaders(ColumnProjection.columns(
                                columns.stream().map(ParquetColumn::name).toArray(String[]::new)))
                        .batchSize(Math.clamp(BATCH_CELLS / columns.size(), TableBlocks.BATCH, MOST_ROWS))
                        .build();
            }
            return opened;
        });
        batch = 0;
        used = 0;
        row = 0;
    }

    private List<ColumnSchema> columns(ParquetFileReader opened) {
        List<ColumnSchema> flat = new ArrayList<>();
        for (ColumnSchema column : opened.getFileSchema().getColumns()) {
            if (column.fieldPath().elements().size() > 1 || !ParquetColumn.isCell(column)) {
                nested.add(column.fieldPath().topLevelName());
            } else if (!folders.containsKey(column.name())) {
                flat.add(column);
            }
        }
        return flat;
    }

    @Override
    public List<String> names() {
        List<String> names =
                new ArrayList<>(columns.stream().map(ParquetColumn::name).toList());
        names.addAll(folders.keySet());
        return names;
    }

    /// As if all files were like the first.
    @Override
    public double expectedCells() {
        ParquetFileReader first = reader;
        return first == null || file > 0
                ? 0
                : (double) first.getFileMetaData().numRows()
                        * names().size()
                        * total
                        / tried(() -> Files.size(source.files().getFirst()));
    }

    @Override
    public List<Advice> notes() {
        return nested.isEmpty()
                ? List.of()
                : List.of(Advice.of(
                        "left out, because they hold lists, structures or bytes: " + String.join(", ", nested)));
    }

    @Override
    public @Nullable Table next() {
        columns.forEach(column -> column.start(most));
        List<Map<String, String>> places = new ArrayList<>();
        while (places.size() < most && advance()) {
            int count = Math.min(batch - used, most - places.size());
            int to = places.size();
            for (int i = 0; i < columns.size(); i++) {
                ParquetColumn column = columns.get(i);
                ColumnReaders readers = batches;
                if (readers != null) {
                    tried(() -> {
                        column.read(readers.getColumnReader(column.name()), used, to, count);
                        return column;
                    });
                }
            }
            places.addAll(Collections.nCopies(count, folders(source.files().get(file))));
            used += count;
            row += count;
            progress();
        }
        if (places.isEmpty()) {
            return null;
        }
        List<Column> block = new ArrayList<>();
        columns.forEach(column -> block.add(column.column(places.size())));
        for (String name : folders.keySet()) {
            @Nullable String[] values = new @Nullable String[places.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = source.options().missingIn(name).cell(places.get(i).getOrDefault(name, ""));
            }
            block.add(CategoryColumn.of(name, values));
        }
        return Table.of(source.name(), block);
    }

    /// Goes to the next batch that has a row; false after the last.
    private boolean advance() {
        while (used == batch) {
            ColumnReaders readers = batches;
            if (readers != null && tried(readers::nextBatch)) {
                batch = readers.getRecordCount();
                used = 0;
            } else if (file + 1 < source.files().size()) {
                nextFile();
            } else {
                if (!ended) {
                    ended = true;
                    source.options().listener().read(source.name(), total, total);
                }
                return false;
            }
        }
        return true;
    }

    private void progress() {
        ParquetFileReader open = reader;
        long rows = open == null ? 0 : open.getFileMetaData().numRows();
        long size = tried(() -> Files.size(source.files().get(file)));
        if (row == rows) {
            before += size;
        }
        long bytes = before + (row == rows ? 0 : (long) (size * (row / (double) rows)));
        source.options().listener().read(source.name(), Math.min(bytes, total - 1), total);
    }

    private <T> T tried(Callable<T> action) {
        try {
            return action.call();
        } catch (DataException e) {
            throw e;
        } catch (Exception e) {
            throw Failures.explained(source.name(), source.files().get(Math.max(0, file)), e);
        }
    }

    private void closeFile() {
        ColumnReaders read = batches;
        ParquetFileReader open = reader;
        batches = null;
        reader = null;
        try {
            if (read != null) {
                read.close();
            }
            if (open != null) {
                open.close();
            }
        } catch (IOException | RuntimeException e) {
            LIBRARY.log(Level.FINE, "closing", e);
        }
    }

    @Override
    public void close() {
        closeFile();
    }
}
