package hutong.routes.receive;

import hutong.certs.Opened;
import hutong.routes.QueueMessage;

/** A verified envelope and the queue message it came in. */
record Incoming(Opened opened, QueueMessage message) {}
