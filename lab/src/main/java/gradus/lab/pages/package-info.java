/// The main page and what it asks for.
package gradus.lab.pages;
