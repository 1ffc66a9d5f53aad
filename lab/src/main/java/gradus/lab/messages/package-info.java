/// What page and server tell each other.
package gradus.lab.messages;
