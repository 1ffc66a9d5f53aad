package gradus.experiment.claims;

/// What a rule says about the numbers.
///
/// @param rule the rule
/// @param seen the numbers that decided, in words
/// @param finding the verdict
public record Ruling(Rule rule, String seen, Reproduction finding) {}
