/// Models with their versions, and how they answer many requests at once.
package gradus.serve.models;
