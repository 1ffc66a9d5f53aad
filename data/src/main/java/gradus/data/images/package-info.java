/// Labelled images in IDX files, the format of MNIST.
package gradus.data.images;
