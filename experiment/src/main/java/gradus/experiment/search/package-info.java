/// Looks for good settings in a space of them, and says how good the best are on seeds that did not choose them.
package gradus.experiment.search;
