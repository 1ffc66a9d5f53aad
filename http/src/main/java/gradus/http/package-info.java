/// A server that strangers cannot freeze. It knows nothing of what it serves: every server of this project is one.
package gradus.http;
