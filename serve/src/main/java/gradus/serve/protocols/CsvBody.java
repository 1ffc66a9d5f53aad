package gradus.serve.protocols;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import gradus.serve.web.Json;
import gradus.serve.web.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A body of CSV whose first line names the columns.
final class CsvBody {
    private CsvBody() {}

    /// Reads it. Commas separate values, or semicolons if the first line has no comma.
    static List<Map<String, @Nullable Object>> rows(byte[] body, int most) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Refusal.bad("the CSV must be in UTF-8");
        }
        if (text.startsWith("\uFEFF")) {
            text = text.substring(1);
        }
        int end = text.indexOf('\n');
        String first = end < 0 ? text : text.substring(0, end);
        char separator = first.indexOf(',') < 0 && first.indexOf(';') >= 0 ? ';' : ',';
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        List<String> names = new ArrayList<>();
        try (CsvReader<CsvRecord> reader =
                CsvReader.builder().fieldSeparator(separator).ofCsvRecord(text)) {
            for (CsvRecord line : reader) {
                if (names.isEmpty()) {
                    names.addAll(line.getFields());
                    continue;
                }
                if (rows.size() == most) {
                    throw Json.tooMany(most);
                }
                if (line.getFieldCount() != names.size()) {
                    throw Refusal.bad("row " + (rows.size() + 1) + " must have " + names.size()
                            + " values as the first line has, got " + line.getFieldCount());
                }
                Map<String, @Nullable Object> row = new LinkedHashMap<>();
                for (int i = 0; i < names.size(); i++) {
                    Json.put(row, names.get(i).strip(), line.getField(i), "the first line of the CSV");
                }
                rows.add(row);
            }
        } catch (CsvParseException e) {
            throw Refusal.bad("the body is not CSV: " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (rows.isEmpty()) {
            throw Refusal.bad("the CSV must have a first line with the names of the columns, and a line for each row");
        }
        return rows;
    }
}
