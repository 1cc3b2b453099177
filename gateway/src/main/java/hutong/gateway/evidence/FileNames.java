package hutong.gateway.evidence;

import java.util.regex.Pattern;

/** What a container's files are called; there are no others. */
final class FileNames {

  static final String STATEMENT = "evidence.json";
  static final String PAGE = "page.html";
  static final String EXCHANGE = "document/exchange.cms";
  static final String EXCHANGE_XML = "document/exchange.xml";
  static final String ROOT = "certificates/root.pem";

  static final String EVENTS = "ledger/events.json";

  private static final Pattern RECEIPTS = Pattern.compile("receipts/[1-9][0-9]{0,2}\\.cms");
  private static final Pattern DIRECTORIES = Pattern.compile("directory/[1-9][0-9]{0,17}\\.cms");
  private static final Pattern LISTS = Pattern.compile("revocation/[1-9][0-9]{0,2}\\.crl");

  static String attachment(int number) {
    return "document/attachment-" + number + ".bin";
  }

  static String receipt(int number) {
    return "receipts/" + number + ".cms";
  }

  /** The receipt's content, for who reads it without a program. */
  static String text(String receipt) {
    return receipt.replace(".cms", ".xml");
  }

  static String directory(long version) {
    return "directory/" + version + ".cms";
  }

  static String revoked(int number) {
    return "revocation/" + number + ".crl";
  }

  static String checkpoint(long number) {
    return "ledger/checkpoint-" + number + ".cms";
  }

  /** The time stamp over a checkpoint. */
  static String stamp(String checkpoint) {
    return checkpoint.replace(".cms", ".tst");
  }

  static boolean isReceipt(String name) {
    return RECEIPTS.matcher(name).matches();
  }

  static boolean isDirectory(String name) {
    return DIRECTORIES.matcher(name).matches();
  }

  static boolean isRevoked(String name) {
    return LISTS.matcher(name).matches();
  }

  private FileNames() {}
}
