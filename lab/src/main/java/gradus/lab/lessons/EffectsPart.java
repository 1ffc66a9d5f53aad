package gradus.lab.lessons;

import gradus.experiment.effects.Effect;
import gradus.experiment.effects.Effects;
import gradus.lab.messages.EffectMessages.EffectTitle;
import gradus.lab.messages.EffectMessages.EffectView;
import gradus.lab.server.Part;
import gradus.lab.server.Routes;
import gradus.lab.server.Visitor;
import java.util.List;

/// The page of famous effects: what was published of them, and what came out here.
public final class EffectsPart implements Part {
    static final String PAGE = "/effects#";

    /// It shows files alone.
    public EffectsPart() {}

    @Override
    public void routes(Routes routes) {
        routes.guests(EffectsPart::shared);
    }

    private static void shared(Routes routes) {
        String folder = "/gradus/lab/page/";
        routes.page("/effects", folder + "effects.html").page("/effects.js", folder + "effects.js");
        routes.get("/api/effects", request -> titles()).get("/api/effects/{id}", request -> {
            EffectView effect = view(request.path().pathParameters().get("id"));
            Visitor.of(request).goesTo(PAGE + effect.id());
            return effect;
        });
    }

    private static List<EffectTitle> titles() {
        return Effects.ALL.stream()
                .map(effect -> new EffectTitle(effect.name(), EffectFile.title(effect.name())))
                .toList();
    }

    private static EffectView view(String id) {
        Effect effect = Effects.find(id);
        if (effect == null) {
            throw new IllegalArgumentException("no effect has that name; there are "
                    + String.join(", ", Effects.ALL.stream().map(Effect::name).toList()));
        }
        return EffectFile.view(effect.name());
    }
}
