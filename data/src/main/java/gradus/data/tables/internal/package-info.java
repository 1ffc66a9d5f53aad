/// Wording shared by the messages of this module.
package gradus.data.tables.internal;
