package gradus.lab.messages;

/// What the lab can hold.
///
/// @param values of a data set: its rows times its columns
/// @param modelBytes of the models of all kept runs together
/// @param filmBytes of the moments of a run to which one can rewind
public record Limits(
        int layers,
        int units,
        int parameters,
        int samples,
        int values,
        int epochs,
        int runs,
        int uploads,
        int uploadBytes,
        int modelBytes,
        int filmBytes) {
    /// Those of this lab.
    public static final Limits LAB =
            new Limits(10, 64, 500_000, 10_000, Integer.MAX_VALUE, 100_000, 60, 20, 16 << 20, 256 << 20, 48 << 20);
    /// Those of each student of a class, who shares the machine with the others.
    public static final Limits STUDENT = new Limits(6, 32, 5000, 1000, 150_000, 5000, 10, 3, 1 << 20, 2 << 20, 4 << 20);
}
