/// Answers that can be relied on: probabilities that are calibrated, thresholds that serve a goal, and further scores.
package gradus.experiment.answers;
