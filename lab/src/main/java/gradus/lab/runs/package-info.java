/// Runs of the real library that can be stepped, watched and explained.
package gradus.lab.runs;
