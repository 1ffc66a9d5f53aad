/// A server that strangers cannot freeze. It knows nothing of the lab, so that every server of the project can be one.
package gradus.lab.http;
