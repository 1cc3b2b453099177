package hutong.gateway.batches;

import java.time.Clock;

/**
 * What a node keeps tables with.
 *
 * @param mostBytes of one table
 * @param keep one for all who keep: it lets nothing be kept twice
 */
public record KeptTables(BatchStore store, UploadStore uploads, long mostBytes, KeepTable keep) {

  public static KeptTables of(BatchStore store, UploadStore uploads, long mostBytes, Clock clock) {
    return new KeptTables(
        store, uploads, mostBytes, new KeepTable(store, uploads, mostBytes, clock));
  }
}
