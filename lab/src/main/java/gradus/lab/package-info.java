/// The lab: [gradus.lab.Lab] starts it.
package gradus.lab;
