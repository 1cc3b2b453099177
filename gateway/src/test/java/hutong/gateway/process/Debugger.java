package hutong.gateway.process;

import com.sun.jdi.ArrayType;
import com.sun.jdi.Bootstrap;
import com.sun.jdi.Method;
import com.sun.jdi.ObjectCollectedException;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VMOutOfMemoryException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.EventSet;
import java.util.Map;

/**
 * Stops a running node at the beginning of a method, so that it can be killed exactly there; the
 * program itself knows nothing of it.
 */
final class Debugger implements AutoCloseable {

  private final VirtualMachine machine;

  private Debugger(VirtualMachine machine) {
    this.machine = machine;
  }

  /** Arms the node: it will stand still, all threads of it, when it gets there. */
  static Debugger arm(NodeProcess node, Moment moment) throws Exception {
    VirtualMachine machine = attach(node.debugPort());
    var type = machine.classesByName(moment.type()).get(0);
    for (Method method : type.methodsByName(moment.method())) {
      machine.eventRequestManager().createBreakpointRequest(method.location()).enable();
    }
    return new Debugger(machine);
  }

  /** Waits until the node stands still at the moment; false if it took longer. */
  boolean reached(long milliseconds) throws InterruptedException {
    long end = System.nanoTime() + milliseconds * 1_000_000;
    while (System.nanoTime() < end) {
      EventSet events = machine.eventQueue().remove(200);
      if (events == null) {
        continue;
      }
      if (events.stream().anyMatch(BreakpointEvent.class::isInstance)) {
        return true;
      }
      events.resume();
    }
    return false;
  }

  /** Takes all memory of a running node and keeps it. */
  static void useUpMemory(NodeProcess node) throws Exception {
    VirtualMachine machine = attach(node.debugPort());
    ArrayType bytes = (ArrayType) machine.classesByName("byte[]").get(0);
    int size = 8 << 20;
    while (size >= 1 << 10) {
      try {
        bytes.newInstance(size).disableCollection();
      } catch (ObjectCollectedException collectedBeforeItWasKept) {
        // Then another.
      } catch (VMOutOfMemoryException full) {
        size /= 2;
      } catch (VMDisconnectedException ended) {
        return;
      }
    }
  }

  /** Lets the node go on, if it is still there. */
  @Override
  public void close() {
    try {
      machine.dispose();
    } catch (VMDisconnectedException killed) {
      // As it should be.
    }
  }

  private static VirtualMachine attach(int port) throws Exception {
    AttachingConnector connector =
        Bootstrap.virtualMachineManager().attachingConnectors().stream()
            .filter(each -> each.name().equals("com.sun.jdi.SocketAttach"))
            .findFirst()
            .orElseThrow();
    Map<String, Connector.Argument> arguments = connector.defaultArguments();
    arguments.get("hostname").setValue("127.0.0.1");
    arguments.get("port").setValue(Integer.toString(port));
    return connector.attach(arguments);
  }
}
