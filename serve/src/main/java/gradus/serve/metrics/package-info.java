/// What is seen of the server from outside: counts, times, and how rows drift away from those of the training.
package gradus.serve.metrics;
