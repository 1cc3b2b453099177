package hutong.routes.ledger;

/** Who asks: a local system sees its own transfers only, an operator sees them all. */
public sealed interface Viewer {

  record LocalSystem(String name) implements Viewer {}

  record Operator() implements Viewer {}
}
