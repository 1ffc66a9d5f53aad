/// Controlled comparisons that run while pages look on.
package gradus.lab.comparisons;
