package gradus.data.tables;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Puts the blocks of a table together in memory. Columns of numbers stay so; of a column of texts it is decided over
/// all rows what they are, as for a CSV file: numbers, written in some style, or words.
final class TableGatherer {
    /// What each row takes beside its values, see [CsvScan].
    private static final double PER_CELL = 12;

    private final String source;
    private final CsvOptions options;
    private final List<Gathered> columns = new ArrayList<>();
    private int rows;
    private double bytes;

    private TableGatherer(String source, CsvOptions options) {
        this.source = source;
        this.options = options;
    }

    /// Reads all blocks, and closes them.
    ///
    /// @return the table; null if it takes more memory than it may
    static @Nullable Table readIfSmall(String source, TableBlocks blocks, CsvOptions options) {
        if (PER_CELL * blocks.expectedCells() > options.memoryLimit()) {
            blocks.close();
            return null;
        }
        return read(new TableGatherer(source, options), blocks);
    }

    /// Reads all blocks, and closes them.
    ///
    /// @throws DataException if the table takes more memory than it may
    static Table read(String source, TableBlocks blocks, CsvOptions options) {
        TableGatherer gatherer = new TableGatherer(source, options);
        Table table = read(gatherer, blocks);
        if (table == null) {
            throw CsvScan.tooLarge(source, gatherer.bytes, gatherer.rows, gatherer.columns.size(), options);
        }
        return table;
    }

    private static @Nullable Table read(TableGatherer gatherer, TableBlocks blocks) {
        try (blocks) {
            requireKnown(gatherer.source, blocks.names(), gatherer.options);
            for (Table block = blocks.next(); block != null; block = blocks.next()) {
                if (!gatherer.add(block)) {
                    return null;
                }
            }
            if (gatherer.rows == 0) {
                throw new DataException(gatherer.source + " has no rows");
            }
            return gatherer.table(blocks.notes());
        }
    }

    /// Kinds are those of columns that are there.
    static void requireKnown(String source, List<String> names, CsvOptions options) {
        Table none = Table.of(
                source,
                names.stream()
                        .map(name -> new NumericColumn(name, new double[0]))
                        .toList());
        options.kinds().keySet().forEach(none::column);
    }

    private boolean add(Table block) {
        bytes = 0;
        for (int i = 0; i < block.columns().size(); i++) {
            if (columns.size() == i) {
                columns.add(new Gathered(block.columns().get(i).name(), options));
            }
            columns.get(i).add(block.columns().get(i), rows);
            bytes +=
                    PER_CELL * (rows + block.rows()) + columns.get(i).vocabulary.bytes();
        }
        rows += block.rows();
        return bytes <= options.memoryLimit() && rows <= Integer.MAX_VALUE - 8 - block.rows();
    }

    private Table table(List<Advice> assumed) {
        List<Advice> notes = new ArrayList<>(assumed);
        List<Column> all = new ArrayList<>();
        columns.forEach(column -> all.add(column.column(rows, notes)));
        columns.clear();
        return new Table(source, all, null, 0, notes);
    }

    /// A column, as far as it was read.
    private static final class Gathered {
        private final String name;
        private final Vocabulary vocabulary;
        private double[] numbers = {};
        private int[] codes = {};
        private boolean numeric;

        Gathered(String name, CsvOptions options) {
            this.name = name;
            vocabulary = new Vocabulary(name, options, false);
        }

        void add(Column column, int from) {
            int to = from + column.rows();
            switch (column) {
                case NumericColumn block -> {
                    numeric = true;
                    numbers = to > numbers.length ? Arrays.copyOf(numbers, grown(to)) : numbers;
                    System.arraycopy(block.values(), 0, numbers, from, block.rows());
                }
                case CategoryColumn block -> {
                    codes = to > codes.length ? Arrays.copyOf(codes, grown(to)) : codes;
                    System.arraycopy(vocabulary.codes(block, from), 0, codes, from, block.rows());
                }
            }
        }

        private static int grown(int rows) {
            return (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(1024, rows + (long) rows / 2));
        }

        Column column(int rows, List<Advice> notes) {
            return numeric
                    ? new NumericColumn(name, numbers.length == rows ? numbers : Arrays.copyOf(numbers, rows))
                    : vocabulary.meaning(notes).column(name, Arrays.copyOf(codes, rows));
        }
    }
}
