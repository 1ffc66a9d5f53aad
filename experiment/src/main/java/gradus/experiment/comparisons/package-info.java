/// Runs that differ in one choice and are equal in all else, and what they say.
package gradus.experiment.comparisons;
