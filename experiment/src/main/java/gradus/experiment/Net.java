package gradus.experiment;

/// The kind of network that is trained.
public enum Net {
    /// For a table, if nothing else is chosen about the network or its training, an ensemble by the recipe of RealMLP,
    /// with which the nearest training rows answer where they help; else [#MLP].
    AUTO,
    /// One plain network: hidden layers, an optimizer, early stopping, each as chosen.
    MLP,
    /// An ensemble of networks by the recipe of RealMLP, which chooses everything itself.
    REALMLP,
    /// An ensemble of networks by the recipe of TabM, which chooses everything itself.
    TABM,
    /// An ensemble of linear models: nothing to tune, and each weight can be read.
    LINEAR
}
