package gradus.registry;

import gradus.activations.Linear;
import gradus.layers.*;
import java.util.List;

/// The layers of Gradus, in the order in which they are listed.
final class BuiltInLayers implements ConceptProvider {
    @Override
    public void register() {
        Registry.LAYERS
                .keras("Dense", new Dense(1), 1)
                .keras("Embedding", new Embedding(2, 1), 2)
                .keras("StringLookup", new StringLookup())
                .keras("IntegerLookup", new IntegerLookup())
                .keras("CategoryEncoding", new CategoryEncoding(2), 1)
                .keras("Discretization", new Discretization(List.of(0.0)), 1)
                .keras("Hashing", new Hashing(2), 1)
                .keras("HashedCrossing", new HashedCrossing(2), 1)
                .keras("EinsumDense", new EinsumDense("ab,bc->ac", 1), 2)
                .keras("Activation", new ActivationLayer(new Linear()), 1)
                .keras("ReLU", new ReLU())
                .keras("LeakyReLU", new LeakyReLU())
                .keras("PReLU", new PReLU())
                .keras("ELU", new ELU())
                .keras("Softmax", new Softmax())
                .keras("BatchNormalization", new BatchNormalization())
                .keras("LayerNormalization", new LayerNormalization())
                .keras("GroupNormalization", new GroupNormalization())
                .keras("RMSNormalization", new RMSNormalization())
                .keras("UnitNormalization", new UnitNormalization())
                .keras("SpectralNormalization", new SpectralNormalization(new Dense(1)), 1)
                .own("WeightNormalization", new WeightNormalization(new Dense(1)), 1)
                .keras("Dropout", new Dropout(0.5), 1)
                .keras("SpatialDropout1D", new SpatialDropout1D(0.5), 1)
                .keras("AlphaDropout", new AlphaDropout(0.5), 1)
                .keras("GaussianDropout", new GaussianDropout(0.5), 1)
                .keras("GaussianNoise", new GaussianNoise(1), 1)
                .keras("ActivityRegularization", new ActivityRegularization())
                .keras("Identity", new Identity(), 0, "TFDIdentity")
                .keras("Flatten", new Flatten())
                .keras("Permute", new Permute(List.of(1)), 1)
                .keras("RepeatVector", new RepeatVector(1), 1)
                .keras("Reshape", new Reshape(List.of(-1)), 1)
                .keras("TimeDistributed", new TimeDistributed(new Dense(1)), 1)
                .keras("Masking", new Masking())
                .keras("GlobalAveragePooling1D", new GlobalAveragePooling1D())
                .keras("GlobalMaxPooling1D", new GlobalMaxPooling1D())
                .keras("Rescaling", new Rescaling(1), 1)
                .keras("Normalization", new Normalization())
                .keras("Add", new Add())
                .keras("Subtract", new Subtract())
                .keras("Multiply", new Multiply())
                .keras("Average", new Average())
                .keras("Maximum", new Maximum())
                .keras("Minimum", new Minimum())
                .keras("Concatenate", new Concatenate(), 0, "TFDConcat")
                .keras("Dot", new Dot(1), 1);
    }
}
