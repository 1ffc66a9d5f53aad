/// The prediction server: trained networks answer over HTTP, in the protocols that clients already speak.
package gradus.serve;
