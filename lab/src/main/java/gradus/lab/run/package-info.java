/// A training that one steps through: settings, data, the run itself.
package gradus.lab.run;
