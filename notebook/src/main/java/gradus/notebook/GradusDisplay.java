package gradus.notebook;

import gradus.History;
import gradus.Model;
import gradus.activations.Elementwise;
import gradus.data.Rows;
import gradus.experiment.reports.Curves;
import gradus.experiment.reports.Picture;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.rapaio.jupyter.kernel.display.DisplayData;
import org.rapaio.jupyter.kernel.display.DisplayRenderer;
import org.rapaio.jupyter.kernel.display.DisplayTransformer;
import org.rapaio.jupyter.kernel.display.MimeType;
import org.rapaio.jupyter.kernel.display.spi.DisplayProvider;

/// Tells the kernel how values of Gradus look. The kernel finds it by [java.util.ServiceLoader] when the jar is
/// added to a notebook, and from then on a cell that ends with a model, a history, an activation or numbers shows
/// it.
public final class GradusDisplay implements DisplayProvider {
    private static final String SVG = "image/svg+xml";

    /// Creates the provider.
    public GradusDisplay() {}

    @Override
    public List<DisplayRenderer> getDisplayRenderers() {
        return List.of(
                shows(Model.class, model -> html(Grid.of(model))),
                shows(History.class, history -> svg(Curves.of(history, Integer.MAX_VALUE, true))),
                shows(Elementwise.class, activation -> svg(Notebook.functions(activation))),
                shows(Rows.class, rows -> html(Grid.of(rows))),
                shows(float[][].class, rows -> html(Grid.of(Rows.of(rows)))),
                shows(float[].class, row -> html(Grid.of(Rows.of(row, Math.max(1, row.length))))),
                shows(Grid.class, GradusDisplay::html),
                shows(Picture.class, GradusDisplay::svg),
                shows(Progress.State.class, state -> DisplayData.fromHtml(state.html())));
    }

    @Override
    public List<DisplayTransformer> getDisplayTransformers() {
        return List.of();
    }

    private static DisplayData html(Grid grid) {
        return DisplayData.fromHtml(grid.html());
    }

    /// As a picture of its own, whose styles stay in it.
    private static DisplayData svg(Picture picture) {
        DisplayData data = DisplayData.fromText(picture.description());
        data.putData(SVG, picture.svg());
        return data;
    }

    private static <T> DisplayRenderer shows(Class<T> type, Function<T, DisplayData> look) {
        return new DisplayRenderer() {
            @Override
            public Class<?> rendererClass() {
                return type;
            }

            /// A cell that asks for text gets what the kernel makes of `toString`.
            @Override
            public boolean canRender(@Nullable String mime) {
                return mime == null || MimeType.from(mime, null) == MimeType.HTML;
            }

            @Override
            public DisplayData render(@Nullable String mime, Object value) {
                return look.apply(type.cast(value));
            }
        };
    }
}
