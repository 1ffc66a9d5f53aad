package gradus.activations;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.registry.Registry;
import java.lang.reflect.Field;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ActivationsTest {
    @Test
    void everyActivationWithDefaults_hasAConstantOfItsName() throws ReflectiveOperationException {
        int constants = 0;
        for (Registry.Entry<Activation> entry : Registry.ACTIVATIONS.entries()) {
            if (entry.required() == 0) {
                Field field = Activations.class.getField(entry.name().toUpperCase(Locale.ROOT));
                assertThat(field.get(null)).isEqualTo(entry.prototype());
                constants++;
            }
        }
        assertThat(Activations.class.getFields()).hasSize(constants);
    }

    @Test
    void names_areFoundInKerasSpellings() {
        assertThat(Registry.ACTIVATIONS.get("swish").prototype()).isEqualTo(new Silu());
        assertThat(Registry.ACTIVATIONS.get("hard_swish").prototype()).isEqualTo(new HardSilu());
        assertThat(Registry.ACTIVATIONS.get("LeakyReLU").prototype()).isEqualTo(new LeakyRelu(0.2));
    }
}
