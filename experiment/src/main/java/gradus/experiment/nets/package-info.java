/// Networks for tables: what they are built of, and how they are trained.
package gradus.experiment.nets;
