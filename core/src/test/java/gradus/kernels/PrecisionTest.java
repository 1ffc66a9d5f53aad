package gradus.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.math.Precision;
import org.junit.jupiter.api.Test;

class PrecisionTest {
    @Test
    void names_areKeras() {
        for (Precision precision : Precision.values()) {
            assertThat(Precision.named(precision.text())).isEqualTo(precision);
        }
        assertThat(Precision.MIXED_BFLOAT16.text()).isEqualTo("mixed_bfloat16");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Precision.named("half"))
                .withMessage("precision must be float32 or mixed_bfloat16, got \"half\"");
    }

    @Test
    void builtInKernels_refuseBfloat16_andSayWhatItNeeds() {
        assertThat(Kernels.of(Precision.FLOAT32)).isSameAs(Kernels.current());
        assertThatThrownBy(() -> Kernels.named("scalar").mixedBfloat16())
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage(
                        "mixed_bfloat16 needs the onednn kernels and a processor with AMX or AVX-512 BF16; these are"
                                + " the scalar kernels. Use float32, the default.");
    }
}
