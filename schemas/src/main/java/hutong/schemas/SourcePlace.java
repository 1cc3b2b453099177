package hutong.schemas;

/**
 * Where something stands in a partner's own document.
 *
 * @param row line or record, counted from 1 as the partner's tool counts; 0 for the whole
 * @param column path or column name in the partner's words; empty for the whole row
 */
public record SourcePlace(int row, String column) {}
