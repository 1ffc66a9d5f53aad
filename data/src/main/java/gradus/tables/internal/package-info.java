/// Wording shared by the messages of this module.
package gradus.tables.internal;
