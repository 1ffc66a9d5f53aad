/// The server of the page, for this machine only.
package gradus.lab.server;
