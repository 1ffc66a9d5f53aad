package gradus.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.activations.Relu;
import gradus.data.Rows;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rapaio.jupyter.kernel.display.DisplayData;
import org.rapaio.jupyter.kernel.display.DisplaySystem;

/// Through the kernel, which finds the renderers as it does in a notebook.
class GradusDisplayTest {
    private static String html(Object value) {
        return String.valueOf(DisplaySystem.inst().render(value).data().get("text/html"));
    }

    @Test
    void numbers_areATable() {
        assertThat(html(new float[] {1, 2.5f})).contains("<table>", "<td>1.0000</td><td>2.5000</td>");
        assertThat(html(Rows.of(new float[] {0, 1e-7f, 1e7f}, 3)))
                .contains("<td>0.0000</td><td>1.000e-07</td><td>1.000e+07</td>");
    }

    @Test
    void manyNumbers_areTheirBeginning() {
        String shown = html(new float[200][30]);
        assertThat(shown.split("<tr>", -1)).hasSize(1 + 1 + 12 + 1);
        assertThat(shown).contains("… of 200 × 30");
    }

    @Test
    void anActivation_isItsGraphAndSlope() {
        DisplayData shown = DisplaySystem.inst().render(new Relu());
        assertThat(shown.data().get("text/plain")).isEqualTo("Relu");
        assertThat(String.valueOf(shown.data().get("image/svg+xml")))
                .startsWith("<svg")
                .contains("its slope");
    }

    @Test
    void howFarATrainingIs_isABar() {
        assertThat(html(new Progress.State(1, 2, java.util.Map.of()))).contains("<progress max=\"2\" value=\"1\">");
    }

    @Test
    void whatIsAskedForAsText_isText() {
        DisplayData shown = DisplaySystem.inst().render("text", Notebook.table(List.of("<a>"), List.of(1)));
        assertThat(shown.data()).containsOnlyKeys("text/plain");
    }

    @Test
    void texts_areEscaped() {
        assertThat(html(Notebook.table(List.of("<a>"), List.of(1234)))).contains("&lt;a&gt;", "1,234");
    }
}
