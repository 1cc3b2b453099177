package hutong.routes.legs;

import org.apache.camel.Exchange;

/** Fetches one list of work and settles it; used by one thread. */
interface Worker extends AutoCloseable {

  /** Puts work into the exchange; false if there is none just now. */
  boolean fetch(Exchange exchange) throws Exception;

  /** The route has ended well: nothing of it may be lost from here on. */
  void done() throws Exception;

  /** The route has failed: the same work has to come again. */
  void failed();

  @Override
  void close();
}
