/// The list of runs, their store and their exports.
package gradus.lab.keep;
