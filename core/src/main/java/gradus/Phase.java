package gradus;

/// What a run does next.
enum Phase {
    START,
    EPOCH_START,
    STEP,
    EPOCH_END,
    END,
    OVER
}
