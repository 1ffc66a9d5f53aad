package gradus.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallbackStateTest {
    @Test
    void whatIsAbsent_isZeroOrNaN() {
        CallbackState state = CallbackState.of(Map.of("wait", 3.0));
        assertThat(state.count("wait")).isEqualTo(3);
        assertThat(state.count("other")).isZero();
        assertThat(state.number("best")).isNaN();
        assertThat(state.arrays()).isEmpty();
    }

    @Test
    void namesKeepTheirOrder() {
        Map<String, Double> numbers = new LinkedHashMap<>();
        for (int i = 20; i > 0; i--) {
            numbers.put("n" + i, 1.0);
        }
        assertThat(CallbackState.of(numbers).numbers().keySet()).containsExactlyElementsOf(numbers.keySet());
    }

    @Test
    void callback_remembersNothingByDefault() {
        Callback callback = (event, training) -> {};
        callback.restore(CallbackState.of(Map.of("wait", 1.0)));
        assertThat(callback.state()).isEqualTo(CallbackState.EMPTY);
        assertThat(callback.wantsBatches()).isFalse();
    }
}
