/// What goes wrong in a run, said in words.
package gradus.lab.diagnosis;
