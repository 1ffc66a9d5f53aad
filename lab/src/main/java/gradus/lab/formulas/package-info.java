/// Formulas as MathML, from words of TeX and from Javadoc.
package gradus.lab.formulas;
