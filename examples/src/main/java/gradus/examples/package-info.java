/// Programs to start from, each a `main` that reads top to bottom.
package gradus.examples;
