package gradus.lab.messages;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// How JSON is read into the records of this package: every component must be there, and nothing else.
public final class StrictJson {
    private StrictJson() {}

    /// {@return a mapper that reads whole records only}
    public static JsonMapper mapper() {
        return of(JsonMapper.builder());
    }

    /// {@return the same with the limits of a builder}
    public static JsonMapper of(JsonMapper.Builder builder) {
        return builder.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .build();
    }
}
