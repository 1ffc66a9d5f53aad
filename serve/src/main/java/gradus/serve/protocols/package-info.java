/// The protocols in which clients ask.
package gradus.serve.protocols;
