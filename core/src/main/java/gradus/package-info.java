/// The main entry points: `Sequential`, `Model`, `Fit`, `History`.
package gradus;
