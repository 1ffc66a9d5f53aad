/// A class: students who join from other machines of the network, each with a bench of their own, and their teacher.
package gradus.lab.classroom;
