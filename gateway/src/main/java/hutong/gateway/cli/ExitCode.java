package hutong.gateway.cli;

/** What every command says by its exit code. */
public final class ExitCode {

  public static final int DONE = 0;

  /** It was refused, could not be done, or what was asked about is not well. */
  public static final int NOT_DONE = 1;

  public static final int WRONG_USAGE = 2;

  /** Evidence holds, but no receipt shows that the record came. */
  public static final int NO_RECEIPT = 3;

  /** The node could not be asked, or puts it off: the same may succeed later. */
  public static final int LATER = 4;

  private ExitCode() {}
}
