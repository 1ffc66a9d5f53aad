package gradus.lab.messages;

import java.util.Locale;

/// How a run stands. In messages and files its name is in lower case.
public enum RunState {
    /// No step has been made.
    NEW,
    /// It is training.
    RUNNING,
    /// It paused before its last epoch.
    BEGUN,
    /// It reached its last epoch.
    DONE,
    /// It stopped because of a non-finite loss, or an error.
    DIVERGED,
    /// It cannot be trained, because the loss does not fit the last layer.
    BLOCKED;

    /// {@return what the pages and tables of a class call it}
    public String words() {
        return switch (this) {
            case NEW -> "not begun";
            case RUNNING -> "training";
            case BEGUN -> "paused";
            case DONE -> "done";
            case DIVERGED -> "diverged";
            case BLOCKED -> "cannot train";
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
