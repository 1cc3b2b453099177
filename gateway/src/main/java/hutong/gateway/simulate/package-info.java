/**
 * A member that misbehaves as its script says, so that others can see what their systems make of
 * it. It is a real node with real keys: what it does wrong, it does on the wire and at its desk.
 */
package hutong.gateway.simulate;
