/// Tables from databases, by `java.sql` and the driver of the user: [gradus.data.sql.Query].
package gradus.data.sql;
