/// Formulas of the lessons as MathML, from words of TeX. Those of Javadoc become MathML on the page.
package gradus.lab.formulas;
