package gradus.parquet;

import gradus.data.tables.DataException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Why a Parquet file cannot be read, in a sentence.
final class Failures {
    private static final int LONGEST = 200;

    private static final Pattern CODEC = Pattern.compile("codec=(?!UNCOMPRESSED)(\\w+)");

    private Failures() {}

    static DataException explained(String source, Path file, Exception failure) {
        String where = "cannot read " + (source.endsWith(String.valueOf(file.getFileName())) ? source : file) + ": ";
        @Nullable Throwable cause = failure;
        Throwable root = failure;
        while (cause != null) {
            root = cause;
            String message = String.valueOf(cause.getMessage());
            if (cause instanceof NoSuchFileException) {
                return new DataException(where + "the file does not exist", failure);
            }
            if (cause instanceof AccessDeniedException) {
                return new DataException(where + "access is denied", failure);
            }
            Matcher codec = CODEC.matcher(message);
            if (codec.find()) {
                return new DataException(
                        where + "it is compressed with " + codec.group(1)
                                + ", which needs a library that is not there, or is damaged. Write it with snappy,"
                                + " zstd, gzip or without compression",
                        failure);
            }
            cause = cause.getCause();
        }
        return new DataException(
                where + "it is damaged, incomplete or no Parquet file (" + shortened(String.valueOf(root.getMessage()))
                        + "). Copy it again, or write it anew",
                failure);
    }

    private static String shortened(String message) {
        String line = message.lines().findFirst().orElse("").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
