/** Queues for local systems: AMQP 1.0 and Artemis core, on a broker that holds nothing else. */
package hutong.gateway.queues;
