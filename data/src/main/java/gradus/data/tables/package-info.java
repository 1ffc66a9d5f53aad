/// Tables of named columns, the CSV files they come from, and the schema that turns them into numbers.
package gradus.data.tables;
