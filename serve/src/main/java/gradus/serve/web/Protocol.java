package gradus.serve.web;

import java.util.Map;
import java.util.function.BiFunction;

/// In what form a client asks, and gets errors.
public enum Protocol {
    /// TensorFlow Serving's REST, and KServe's first one.
    TENSORFLOW("tensorflow", (status, message) -> Map.of("error", message)),
    /// The Open Inference Protocol, version 2.
    OPEN_INFERENCE("v2", (status, message) -> Map.of("error", message)),
    /// MLflow's scoring server.
    MLFLOW("mlflow", (status, message) -> Map.of("error_code", code(status), "message", message)),
    /// The house's own.
    GRADUS("gradus", (status, message) -> Map.of("error", message));

    private final String label;

    @SuppressWarnings("ImmutableEnumChecker") // a pure function
    private final BiFunction<Integer, String, Map<String, String>> error;

    Protocol(String label, BiFunction<Integer, String, Map<String, String>> error) {
        this.label = label;
        this.error = error;
    }

    private static String code(int status) {
        return switch (status) {
            case 404 -> "RESOURCE_DOES_NOT_EXIST";
            case 401 -> "UNAUTHENTICATED";
            case 403 -> "PERMISSION_DENIED";
            case 503 -> "TEMPORARILY_UNAVAILABLE";
            case 500 -> "INTERNAL_ERROR";
            default -> "BAD_REQUEST";
        };
    }

    /// Its name in the metrics.
    public String label() {
        return label;
    }

    /// An error in its form.
    byte[] error(int status, String message) {
        return Json.write(error.apply(status, message));
    }

    /// The protocol of a path.
    static Protocol of(String path) {
        if (path.startsWith("/v1/")) {
            return TENSORFLOW;
        }
        if (path.equals("/v2") || path.startsWith("/v2/")) {
            return OPEN_INFERENCE;
        }
        return path.endsWith("/invocations") || path.equals("/ping") || path.equals("/version") ? MLFLOW : GRADUS;
    }
}
