/** What one person proposes, another approves, and is then done, once. */
package hutong.gateway.approvals;
