package gradus.registry;

import gradus.initializers.*;

/// The initializers of Gradus, in the order in which they are listed.
final class BuiltInInitializers implements ConceptProvider {
    @Override
    public void register() {
        Registry.INITIALIZERS
                .keras("Zeros", new Zeros(), 0, "zero")
                .keras("Ones", new Ones(), 0, "one")
                .keras("Constant", new Constant())
                .keras("Identity", new Identity(), 0, "IdentityInitializer")
                .keras("Orthogonal", new Orthogonal(), 0, "OrthogonalInitializer")
                .keras("RandomNormal", new RandomNormal(), 0, "normal")
                .keras("RandomUniform", new RandomUniform(), 0, "uniform")
                .keras("TruncatedNormal", new TruncatedNormal())
                .keras("VarianceScaling", new VarianceScaling())
                .keras("GlorotUniform", new GlorotUniform())
                .keras("GlorotNormal", new GlorotNormal())
                .keras("HeUniform", new HeUniform())
                .keras("HeNormal", new HeNormal())
                .keras("LecunUniform", new LecunUniform())
                .keras("LecunNormal", new LecunNormal())
                .own("XavierNormal", new XavierNormal(), 0, "xavier")
                .own("KaimingNormal", new KaimingNormal(), 0, "kaiming");
    }
}
