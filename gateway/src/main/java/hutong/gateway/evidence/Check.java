package hutong.gateway.evidence;

/** Everything that is checked of a container, in this order; the first that fails is the answer. */
public enum Check {
  CONTAINER("容器格式与界限", "the file is one bounded ASiC-E container"),
  MANIFEST("清单与各文件摘要一致", "the manifest names every file with its digest"),
  SIGNATURE("导出节点的签名", "the exporting node's signature over the manifest"),
  TIME_STAMP("签名的时间戳", "the time stamp over that signature"),
  STATEMENT("说明文件", "the statement can be read"),
  DIRECTORY("成员名录及吊销列表的签名", "directories and revocation lists are of the roots given"),
  EXPORTER("导出节点当时是成员", "the exporter was a member then, and not revoked"),
  CHECKPOINT_STAMP("检查点的时间戳", "time stamps over checkpoints of the ledger"),
  CHECKPOINT("账本检查点的签名", "those checkpoints: signed by the exporter"),
  INCLUSION("事件包含于检查点", "the events are bound by the checkpoints"),
  DOCUMENT("交换文件:签名、签名者即发送方", "the document: its signature, and its signer is its sender"),
  ATTACHMENTS("附件与文件所载摘要一致", "attachments are those that the document names"),
  RECEIPTS("回执:签名、发送方、编号、摘要一致", "receipts: signed by the recipient, for this very document"),
  DUE_DATE("应答期限", "the due date, computed anew"),
  LEDGER("回执所载账本位置", "ledger positions in receipts are among the events"),
  FILES("没有其他文件", "there is nothing else in it");

  private final String zh;
  private final String en;

  Check(String zh, String en) {
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
