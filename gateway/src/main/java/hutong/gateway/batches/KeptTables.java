package hutong.gateway.batches;

/**
 * What a node keeps tables with.
 *
 * @param mostBytes of one table
 */
public record KeptTables(BatchStore store, UploadStore uploads, long mostBytes) {}
