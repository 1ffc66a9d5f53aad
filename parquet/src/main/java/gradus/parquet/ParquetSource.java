package gradus.parquet;

import gradus.data.tables.CsvOptions;
import gradus.data.tables.Table;
import gradus.data.tables.TableBlocks;
import gradus.data.tables.TableSource;
import java.nio.file.Path;
import java.util.List;

/// Parquet files of one table.
///
/// @param name what they are called in messages
/// @param root the file or folder
/// @param files the files, in order
/// @param options how they are read
record ParquetSource(String name, Path root, List<Path> files, CsvOptions options) implements TableSource {
    @Override
    public Table read() {
        return TableSource.gather(this, options);
    }

    @Override
    public TableBlocks blocks() {
        return new ParquetBlocks(this);
    }
}
