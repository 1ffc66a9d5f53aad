/// Lessons: a question, a prediction, an experiment that runs before one's eyes, and what it shows.
package gradus.lab.lessons;
