/// The workbench: the current run, the thread that trains it, and its news for pages.
package gradus.lab.bench;
