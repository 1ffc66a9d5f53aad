/// Famous effects of the field at a scale that a small machine can pay: one class each.
package gradus.experiment.effects;
