/// From settings to a judged model.
package gradus.experiment;
