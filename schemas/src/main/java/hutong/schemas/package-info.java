/** See this room's README. */
package hutong.schemas;
