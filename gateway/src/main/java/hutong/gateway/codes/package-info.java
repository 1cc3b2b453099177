/** What every code means, and what is to be done about it, in Chinese and English. */
package hutong.gateway.codes;
