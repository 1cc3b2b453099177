/** Is a node's installation sound, and if it is not, what exactly is to be done? */
package hutong.gateway.doctor;
