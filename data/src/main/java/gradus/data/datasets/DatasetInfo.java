package gradus.data.datasets;

/// What is known of a data set that can be loaded by name.
///
/// @param name by which it is loaded
/// @param rows how many; for images, those of the training part
/// @param features how many columns beside the target, or pixels
/// @param task `classification` or `regression`
/// @param target the column to predict
/// @param description in a sentence
/// @param source where it is from
/// @param licence under which it may be passed on
/// @param citation to be named where it is used
public record DatasetInfo(
        String name,
        int rows,
        int features,
        String task,
        String target,
        String description,
        String source,
        String licence,
        String citation) {}
