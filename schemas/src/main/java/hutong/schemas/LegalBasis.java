package hutong.schemas;

/**
 * A law or regulation on which a record may be exchanged: number, title, clause, in force since.
 */
public record LegalBasis(String id, String title, String clause, String since) {}
