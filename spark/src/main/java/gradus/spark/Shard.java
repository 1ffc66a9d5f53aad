package gradus.spark;

import java.io.Serializable;

/// The rows that are trained on together, whatever machine has them.
///
/// @param number from 0
/// @param train what is learned
/// @param validation what is only watched
record Shard(int number, Block train, Block validation) implements Serializable {}
