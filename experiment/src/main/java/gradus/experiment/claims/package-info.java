/// Claims of the literature, each in a file with its command and the rules by which it is judged, run again.
package gradus.experiment.claims;
