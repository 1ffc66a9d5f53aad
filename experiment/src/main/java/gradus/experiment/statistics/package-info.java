/// What repeated runs say, and how surely: intervals, paired differences, exact permutation tests.
package gradus.experiment.statistics;
