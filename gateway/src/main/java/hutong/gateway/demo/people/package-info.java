/** Synthetic people and what local desks write about them; nobody in it can exist. */
package hutong.gateway.demo.people;
