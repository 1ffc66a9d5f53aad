/// What is seen of a run: weights, units, outputs, one step taken apart.
package gradus.lab.view;
