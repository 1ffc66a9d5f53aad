/// Data sets by name: bundled, generated, on this machine, or in a file. [gradus.data.datasets.Data] is the way in.
package gradus.data.datasets;
