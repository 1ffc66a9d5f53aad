package gradus.lab.pages;

import gradus.lab.messages.LabSettings;
import gradus.lab.messages.StrictJson;
import gradus.lab.run.Plan;
import gradus.lab.run.Uploads;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A link to a run, as *Share* makes it. `state.js` writes and reads it on the page.
public final class RunLink {
    private static final Pattern RUN = Pattern.compile("#run=([A-Za-z0-9_-]{10,20000})(&hide=[a-z,]{1,400})?");
    private static final JsonMapper JSON = StrictJson.mapper();

    private RunLink() {}

    /// The end of a link, from `#` on, which opens its run on any lab.
    ///
    /// @throws IllegalArgumentException if no run can be built from it
    public static String end(String link) {
        int at = link.indexOf("#run=");
        Matcher matcher = RUN.matcher(at < 0 ? "" : link.substring(at));
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "LINK must be a link that Share made, with #run= in it; put it in quotes. Got \"" + link + "\"");
        }
        LabSettings settings = settings(matcher.group(1));
        if (settings == null) {
            throw new IllegalArgumentException(
                    "LINK holds no settings of a run: part of it is missing or was changed. Copy it again with Share.");
        }
        // This lab does not have the user's own tables yet.
        if (!settings.data().kind().equals("upload")) {
            try (Uploads none = new Uploads()) {
                Plan.of(settings, none);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("This lab cannot build the run of LINK: " + e.getMessage(), e);
            }
        }
        return matcher.group();
    }

    /// What a link holds, with what an older lab did not have yet as the lab begins; null if it is not that.
    private static @Nullable LabSettings settings(String encoded) {
        try {
            JsonNode shared = JSON.readTree(Base64.getUrlDecoder().decode(encoded));
            if (shared.path("v").asInt(0) != 1 || !(shared.path("settings") instanceof ObjectNode given)) {
                return null;
            }
            LabSettings start = Choices.start();
            ObjectNode whole = completed(given, start);
            whole.set("data", completed(given.path("data"), start.data()));
            ArrayNode layers = JSON.createArrayNode();
            given.path("layers")
                    .forEach(layer -> layers.add(completed(layer, start.layers().getFirst())));
            whole.set("layers", layers);
            return JSON.treeToValue(whole, LabSettings.class);
        } catch (JacksonException | IllegalArgumentException e) {
            return null;
        }
    }

    private static ObjectNode completed(JsonNode given, Record start) {
        ObjectNode whole = JSON.valueToTree(start);
        if (given instanceof ObjectNode parts) {
            whole.setAll(parts);
        } else if (!given.isMissingNode()) {
            throw new IllegalArgumentException("an object is expected");
        }
        return whole;
    }
}
