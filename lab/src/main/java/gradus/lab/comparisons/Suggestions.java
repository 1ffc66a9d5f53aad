package gradus.lab.comparisons;

import gradus.lab.messages.ComparisonMessages.FactorView;
import gradus.lab.messages.ComparisonMessages.Factors;
import java.util.List;

/// What the page for comparisons offers to vary: what [gradus.experiment.comparisons.Variation] knows, with levels to
// begin with.
final class Suggestions {
    private Suggestions() {}

    static Factors factors() {
        return new Factors(List.of(
                new FactorView("learning_rate", "0.001,0.003,0.01,0.03,0.1", "How far a step goes."),
                new FactorView(
                        "optimizer",
                        "sgd(0.1);sgd(0.1,momentum=0.9);rmsprop(0.003);adam(0.003)",
                        "What turns gradients into steps. Tune the learning rate, or it is the rates that you compare."),
                new FactorView("batch", "8,32,128,all", "Rows an update."),
                new FactorView("gradient_descent", "mini_batch,stochastic,batch", "All rows an update, one, or some."),
                new FactorView("activation", "relu,tanh,sigmoid,none", "What bends the sums of hidden layers."),
                new FactorView(
                        "init",
                        "glorot_uniform,he_normal,zeros,random_normal(stddev=1)",
                        "First weights of all layers."),
                new FactorView("depth", "1,2,3,4", "How many hidden layers: the last one repeated, or some left out."),
                new FactorView("width", "4,8,16,32", "Units of every hidden layer."),
                new FactorView(
                        "layers",
                        "dense(16,relu);dense(8,relu) dense(8,relu)",
                        "The hidden layers, written out; levels are parted by semicolons."),
                new FactorView("bias", "on,off", "Of hidden layers."),
                new FactorView("batch_normalization", "off,on", "Between sum and activation of hidden layers."),
                new FactorView("layer_normalization", "off,on", "Between sum and activation of hidden layers."),
                new FactorView("weight_normalization", "off,on", "Weights of hidden layers as length and direction."),
                new FactorView("dropout", "0,0.2,0.5", "After every hidden layer."),
                new FactorView("l2", "0,0.001,0.01", "The price of squared weights."),
                new FactorView("l1", "0,0.001,0.01", "The price of absolute weights."),
                new FactorView("loss", "binary_crossentropy,mean_squared_error", "It must suit the task."),
                new FactorView("epochs", "10,30,100", "How often all rows are learned from."),
                new FactorView(
                        "momentum",
                        "0,0.5,0.9",
                        "Of SGD. Every argument of the optimizer can be varied, as beta_1 or weight_decay."),
                new FactorView(
                        "schedule",
                        "none;cosine_decay(0.1,500);exponential_decay(0.1,100,0.5)",
                        "How the learning rate falls."),
                new FactorView("scaling", "each,none", "Whether inputs are standardized."),
                new FactorView("shuffle", "on,off", "Whether every epoch has an order of its own."),
                new FactorView("bins", "0,5,20", "A regression as so many classes; 0 is a regression.")));
    }
}
