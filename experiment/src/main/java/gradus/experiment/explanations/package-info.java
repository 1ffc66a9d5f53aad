/// Why a model answers as it does, and a report of its training to read.
package gradus.experiment.explanations;
