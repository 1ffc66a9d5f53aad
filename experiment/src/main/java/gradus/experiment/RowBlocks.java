package gradus.experiment;

import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.data.datasets.LoadedData;
import gradus.data.datasets.TableData;
import gradus.data.tables.Advice;
import gradus.data.tables.Doubts;
import gradus.data.tables.Schema;
import gradus.data.tables.SchemaOptions;
import gradus.data.tables.Table;
import gradus.data.tables.TableBlocks;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Rows for a trained model as the model takes them, a block at a time, so that a long table needs no more memory than
/// a short one. Other data is one block.
public final class RowBlocks implements AutoCloseable {
    private final String name;
    private final Schema schema;
    private final @Nullable TableBlocks file;
    private final Iterator<LoadedData> rest;
    private final BiFunction<Schema, Rows, List<Rows>> split;
    private final Doubts doubts = new Doubts();
    private final List<Advice> assumed;

    private RowBlocks(
            String name,
            Schema schema,
            @Nullable TableBlocks file,
            List<LoadedData> rest,
            BiFunction<Schema, Rows, List<Rows>> split) {
        this.name = name;
        this.schema = schema;
        this.file = file;
        this.rest = rest.iterator();
        this.split = split;
        assumed = file != null
                ? file.notes()
                : rest.getFirst() instanceof TableData table ? table.table().notes() : List.of();
    }

    static RowBlocks of(String name, TableBlocks file, Schema schema, BiFunction<Schema, Rows, List<Rows>> split) {
        return new RowBlocks(name, schema, file, List.of(), split);
    }

    static RowBlocks of(LoadedData all, Schema schema, BiFunction<Schema, Rows, List<Rows>> split) {
        return new RowBlocks(all.name(), schema, null, List.of(all), split);
    }

    /// {@return the name of the data}
    public String name() {
        return name;
    }

    /// {@return how the rows become numbers}
    public Schema schema() {
        return schema;
    }

    /// {@return what was assumed when the file was read, and what was odd about the rows up to here}
    public List<Advice> notes() {
        List<Advice> notes = new ArrayList<>(assumed);
        notes.addAll(doubts.advice());
        return notes;
    }

    /// {@return a table for each input of the model, of all rows, of which none is left out, block after block}
    public Iterator<List<Rows>> inputs() {
        return blocks(block -> split.apply(schema, block.encodeInputs(schema, doubts)), false);
    }

    /// {@return all rows with their targets, block after block}
    public Iterator<Dataset> withTargets() {
        return blocks(block -> block.encode(schema, doubts), true);
    }

    /// A block is read when it is asked for, so that what came before can be used even if it cannot be read.
    private <T> Iterator<T> blocks(Function<LoadedData, T> encoding, boolean judged) {
        return new Iterator<>() {
            private @Nullable LoadedData block;

            @Override
            public boolean hasNext() {
                if (block == null) {
                    block = read(judged);
                }
                return block != null;
            }

            @Override
            public T next() {
                LoadedData read = hasNext() ? block : null;
                if (read == null) {
                    throw new NoSuchElementException();
                }
                block = null;
                return encoding.apply(read);
            }
        };
    }

    /// The next block that has a row to return, or the last one.
    private @Nullable LoadedData read(boolean judged) {
        if (file == null) {
            return rest.hasNext() ? rest.next() : null;
        }
        Table table = file.next();
        while (table != null && judged && !schema.hasUsable(table)) {
            Table next = file.next();
            if (next == null) {
                break;
            }
            table = next;
        }
        return table == null ? null : new TableData(name, "", table, new SchemaOptions());
    }

    @Override
    public void close() {
        if (file != null) {
            file.close();
        }
    }
}
