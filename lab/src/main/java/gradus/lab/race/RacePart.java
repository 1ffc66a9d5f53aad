package gradus.lab.race;

import gradus.lab.bench.Workbench;
import gradus.lab.messages.RaceMessages.RaceCatalog;
import gradus.lab.messages.RaceMessages.RaceStart;
import gradus.lab.messages.RaceMessages.SurfaceChoice;
import gradus.lab.messages.RaceMessages.SurfaceView;
import gradus.lab.server.Part;
import gradus.lab.server.Routes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The pages of the race and of the space of layers.
public final class RacePart implements Part {
    private static final int SIDE = 141;
    /// A height of a slice is a forward pass.
    private static final int SLICE_SIDE = 41;

    private static final String FILES = "/gradus/lab/race/";

    private final Workbench bench;
    private final List<Racer> racers = Racer.all();
    private @Nullable NetworkSlice slice;

    /// With the workbench whose network is looked into.
    public RacePart(Workbench bench) {
        this.bench = bench;
    }

    @Override
    public void routes(Routes routes) {
        routes.page("/race", FILES + "race.html").page("/space", FILES + "space.html");
        for (String file : List.of(
                "race.css",
                "race.js",
                "racers.js",
                "setup.js",
                "losses.js",
                "field.js",
                "relief.js",
                "race-formulas.js",
                "space.js")) {
            routes.page("/" + file, FILES + file);
        }
        routes.get("/api/race", request -> catalog())
                .get(
                        "/api/race/surfaces/{name}",
                        request -> view(request.path().pathParameters().get("name")))
                .post(
                        "/api/race",
                        RaceStart.class,
                        (request, asked) -> Race.run(surface(asked.surface()), asked, racers))
                .get("/api/space", request -> bench.with(LayerSpace::of));
    }

    private RaceCatalog catalog() {
        List<SurfaceChoice> surfaces = new ArrayList<>();
        for (Formula formula : Formula.ALL) {
            surfaces.add(new SurfaceChoice(formula.name(), formula.label(), formula.formula(), formula.about()));
        }
        surfaces.add(new SurfaceChoice(
                NetworkSlice.NAME,
                "Slice through the lab's network",
                "f(x, y) = loss(w + x·u + y·v)",
                "The real loss of the network that stands in the lab now."));
        return new RaceCatalog(surfaces, racers.stream().map(Racer::view).toList(), Race.GRID, Race.MOST_STEPS);
    }

    private SurfaceView view(String name) {
        if (name.equals(NetworkSlice.NAME)) {
            cut();
        }
        Surface surface = surface(name);
        int side = surface instanceof NetworkSlice ? SLICE_SIDE : SIDE;
        List<Double> range = surface.range();
        float[] heights = new float[side * side];
        for (int row = 0; row < side; row++) {
            double y = range.get(3) - (range.get(3) - range.get(2)) * row / (side - 1);
            for (int column = 0; column < side; column++) {
                double x = range.get(0) + (range.get(1) - range.get(0)) * column / (side - 1);
                double height = surface.height(x, y);
                heights[row * side + column] = Double.isFinite(height) ? (float) height : Float.MAX_VALUE;
            }
        }
        return new SurfaceView(
                surface.name(),
                surface.label(),
                surface.formula(),
                surface.about(),
                range,
                surface.start(),
                surface.minimum(),
                surface.minima(),
                side,
                heights);
    }

    private synchronized void cut() {
        slice = bench.with(NetworkSlice::new);
    }

    private synchronized Surface surface(String name) {
        if (name.equals(NetworkSlice.NAME)) {
            NetworkSlice made = slice;
            if (made == null) {
                throw new IllegalArgumentException("look at the slice before a race on it");
            }
            return made;
        }
        for (Formula formula : Formula.ALL) {
            if (formula.name().equals(name)) {
                return formula;
            }
        }
        throw new IllegalArgumentException("there is no such surface");
    }
}
