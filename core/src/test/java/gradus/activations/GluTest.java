package gradus.activations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class GluTest {
    @Test
    void oddWidths_areRefused() {
        assertThat(new Glu().outputWidth(6)).isEqualTo(3);
        assertThatThrownBy(() -> new Glu().outputWidth(3))
                .hasMessage("Glu must get an even number of columns, half of them gates, got 3");
    }
}
