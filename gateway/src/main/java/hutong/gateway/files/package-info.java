/** Folders into which desks drop their tables, and out of which they take them, marked. */
package hutong.gateway.files;
