package hutong.gateway.broker;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.server.cluster.ClusterConnection;
import org.apache.activemq.artemis.core.server.metrics.MetricsManager;
import org.apache.activemq.artemis.spi.core.protocol.ProtocolManager;
import org.apache.activemq.artemis.spi.core.remoting.Acceptor;
import org.apache.activemq.artemis.spi.core.remoting.AcceptorFactory;
import org.apache.activemq.artemis.spi.core.remoting.BufferHandler;
import org.apache.activemq.artemis.spi.core.remoting.ServerConnectionLifeCycleListener;
import org.apache.activemq.artemis.utils.actors.OrderedExecutor;

/** Listens as the broker does, over TLS, and holds whoever calls to {@link FrameBounds}. */
@SuppressWarnings("rawtypes")
public final class BoundedAcceptorFactory implements AcceptorFactory {

  /** More than any frame of ours: a message with the largest body that is taken. */
  private static final int MOST = 2 << 20;

  @Override
  public Acceptor createAcceptor(
      String name,
      ClusterConnection cluster,
      Map<String, Object> configuration,
      BufferHandler handler,
      ServerConnectionLifeCycleListener listener,
      Executor threads,
      ScheduledExecutorService scheduled,
      Map<String, ProtocolManager> protocols,
      String group,
      MetricsManager metrics) {
    return new NettyAcceptor(
        name,
        cluster,
        configuration,
        handler,
        listener,
        scheduled,
        new OrderedExecutor(threads),
        protocols,
        group,
        metrics) {

      @Override
      public SslHandler getSslHandler(ByteBufAllocator memory, String host, int port)
          throws Exception {
        SslHandler tls = super.getSslHandler(memory, host, port);
        tls.handshakeFuture().addListener(BoundedAcceptorFactory::bound);
        return tls;
      }
    };
  }

  private static void bound(Future<? super Channel> shaken) {
    if (shaken.isSuccess()) {
      Channel channel = (Channel) shaken.getNow();
      channel.pipeline().addAfter("ssl", "bounds", new FrameBounds(MOST));
    }
  }
}
