package gradus.kernels;

/// To be replaced.
final class SimdKernels {}
