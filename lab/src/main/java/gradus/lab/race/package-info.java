/// Optimizers side by side on surfaces of two parameters, and how layers bend the plane.
package gradus.lab.race;
