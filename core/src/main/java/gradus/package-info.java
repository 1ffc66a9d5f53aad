/// The names that a user meets first: `Sequential`, `Model`, `Fit`, `History`.
package gradus;
