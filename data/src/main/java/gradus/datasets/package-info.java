/// Data sets by name: bundled, generated, on this machine, or in a file. [gradus.datasets.Data] is the way in.
package gradus.datasets;
