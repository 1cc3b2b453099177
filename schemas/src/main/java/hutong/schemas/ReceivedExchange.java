package hutong.schemas;

import hutong.schemas.hx.Header;
import hutong.schemas.hx.ResidentRecord;

/**
 * An exchange document that was read and is valid.
 *
 * @param recordXml the record's bytes as they stood in the document (UTF-8, standing alone)
 */
// Bytes travel as an array from parser to seal; nothing compares two of these records.
@SuppressWarnings("ArrayRecordComponent")
public record ReceivedExchange(Header header, ResidentRecord record, byte[] recordXml) {}
