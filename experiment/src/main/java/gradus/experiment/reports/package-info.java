/// Pages of text, tables and charts in one file that needs nothing else: no script, no font, no network.
package gradus.experiment.reports;
