package hutong.schemas;

/**
 * The closed set of reasons for which a record is refused: a stable code, a sentence for people.
 */
public enum RejectionCode {
  NOT_WELL_FORMED(
      "文件无法读取:编码、格式或大小不符合要求。",
      "The document cannot be read: charset, form or size is not as required."),
  SCHEMA_INVALID("文件不符合交换格式。", "The document does not follow the exchange schema."),
  FIELD_NOT_ALLOWED("该类记录不允许包含此项。", "This field is not allowed in this type of record."),
  VERSION_NOT_PROCESSABLE("不支持该格式版本。", "This version of the schema cannot be processed."),
  OUT_OF_CYCLE("不在约定的时段内提交。", "Submitted outside the agreed cycle."),
  SIGNATURE_INVALID("签名验证未通过。", "The signature does not verify."),
  DECRYPTION_FAILED("无法解密。", "The envelope cannot be decrypted."),
  NOT_AUTHORISED("发送方无权发送此记录。", "The sender may not send this record."),
  NO_LEGAL_BASIS("缺少该类记录认可的法律依据。", "No legal basis permitted for this type of record."),
  NOT_COMPETENT("接收方不是管辖方。", "The recipient is not competent."),
  PERSON_NOT_FOUND("未找到此人。", "The person was not found."),
  AMBIGUOUS_MATCH("匹配到多人,无法确定。", "More than one person matches."),
  CODE_UNKNOWN("代码不在代码表中。", "The code is not in its code list."),
  IMPLAUSIBLE("内容不合理。", "The content is implausible."),
  TOO_OLD("已超过有效期。", "It arrived after its expiry."),
  ID_REUSED("同一编号已用于其他内容。", "The same id was used for other content."),
  LAPSED("移交期限已过。", "The time for the handover has lapsed."),
  ATTACHMENT_UNKNOWN("附件内容未上传。", "The content of an attachment was not put first."),
  ATTACHMENT_MISMATCHED("附件内容与签名的摘要不符。", "An attachment is not what the signed digest says.");

  private final String zh;
  private final String en;

  RejectionCode(String zh, String en) {
    this.zh = zh;
    this.en = en;
  }

  public String zh() {
    return zh;
  }

  public String en() {
    return en;
  }
}
