package gradus.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;

final class JsonTest {
    public record Score(String lossName, double best, List<Double> all) {}

    @Test
    void numbersThatAreNotFinite_areNullAndComeBackAsNaN() {
        Score score = new Score("mse", Double.NEGATIVE_INFINITY, Arrays.asList(0.5, Double.NaN, 2.0));
        String line = Json.line(score);
        assertThat(line).isEqualTo("{\"loss_name\":\"mse\",\"best\":null,\"all\":[0.5,null,2.0]}");
        Map<String, @Nullable Object> map = new LinkedHashMap<>(Json.map(line.replace("\"best\":null", "\"best\":1")));
        assertThat(Json.read(map, Score.class)).isEqualTo(new Score("mse", 1, List.of(0.5, Double.NaN, 2.0)));
    }

    @Test
    void mapsKeepTheirOrder() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("test", Double.POSITIVE_INFINITY);
        map.put("epochs", 3);
        assertThat(Json.line(map)).isEqualTo("{\"test\":null,\"epochs\":3}");
        assertThat(Json.pretty(map)).startsWith("{\n  \"test\"").endsWith("}\n");
    }

    @Test
    void textThatIsNoObject_isRefused() {
        for (String text : List.of("", "[1]", "{\"a\":", "3")) {
            assertThatThrownBy(() -> Json.map(text)).as(text).isInstanceOf(JacksonException.class);
        }
    }
}
