package gradus.data.tables;

/// Is notified of how far a file has been read, by the thread that reads it.
@FunctionalInterface
public interface ReadListener {
    /// Does nothing.
    ReadListener NONE = (source, bytes, total) -> {};

    /// Receives a position. It is called often: for each buffer of some kilobytes.
    ///
    /// @param source the file
    /// @param bytes how many bytes have been read; bytes that are read twice count twice
    /// @param total how many there are; 0 if that is not known, as for a pipe
    void read(String source, long bytes, long total);

    /// Receives how many rows have been read or encoded.
    ///
    /// @param work what is done, as in `reading jdbc:postgresql://host/name`
    /// @param count how many rows are done
    /// @param total how many there are; 0 if that is not known, as of a query
    default void rows(String work, long count, long total) {}
}
