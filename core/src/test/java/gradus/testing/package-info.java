/// What tests share: golden numbers and checks of gradients.
@org.jspecify.annotations.NullMarked
package gradus.testing;
