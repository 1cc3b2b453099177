package hutong.gateway.http;

import hutong.gateway.codes.Explanation;
import hutong.gateway.codes.Explanation.Text;
import java.util.Map;
import java.util.TreeMap;

/**
 * The API's own reasons for not doing what was asked: a closed set with a stable code, what it
 * means and how to mend it. Why a record is refused is said by {@link
 * hutong.schemas.RejectionCode}.
 */
public enum ApiCode {
  UNAUTHENTICATED(
      401,
      "没有有效的密钥。",
      "There is no valid key.",
      "请在 Authorization 中以 Bearer 方式给出有效密钥。",
      "Send a valid key as Authorization: Bearer hk_…"),
  FORBIDDEN(
      403,
      "该密钥无权进行此操作。",
      "This key is not for this call.",
      "请使用具有所需权限的密钥:本地系统为 submit、read、mailbox、content,管理员为 watch、operate。",
      "Use a key for it: a system's for submit, read, mailbox or content, an operator's for watch or operate."),
  NOT_FOUND(404, "没有找到。", "There is no such thing.", "请核对路径和编号。", "Check the path and the id."),
  DIALECT_UNKNOWN(
      404,
      "没有此名称的方言。",
      "No dialect has this name.",
      "请查阅 GET /v1/dialects,或以 hutong dialect add 添加。",
      "See GET /v1/dialects, or add it by hutong dialect add."),
  LEASE_UNKNOWN(
      404,
      "没有此租约,或已失效。",
      "There is no such lease, or it has lapsed.",
      "请在请求中逐条列出记录,或重新收件。",
      "Name the items in the body, or poll again: what lapsed is handed out again."),
  RECEIPT_NOT_YET(404, "尚无此回执。", "There is no such receipt yet.", "请稍后再查。", "Ask again later."),
  EVIDENCE_NOT_YET(
      404,
      "该记录尚未签名,尚无证据。",
      "This record is not signed yet; there is no evidence of it.",
      "请稍后再查。",
      "Ask again once it has been sent."),
  EVIDENCE_GONE(
      404,
      "该记录的内容已删除或不再保存,且没有回执,已无证据。",
      "The content of this record is no longer held, erased or kept long enough, and it has no receipt;"
          + " nothing is left that proves it.",
      "请向对方节点索取证据。",
      "Ask the other side for its evidence."),
  METHOD_NOT_ALLOWED(
      405,
      "此路径不支持该方法。",
      "This path has no such method.",
      "请查阅 /v1/openapi.yaml。",
      "See /v1/openapi.yaml."),
  NOT_ACCEPTABLE(
      406,
      "无法以所要求的格式应答。",
      "The answer does not exist in the form asked for.",
      "请改用支持的 Accept。",
      "Ask for one of the documented media types in Accept."),
  PARAMETER_INVALID(
      400,
      "路径或查询参数不正确。",
      "A parameter of the path or query is unknown, repeated, missing or out of bounds.",
      "请按接口说明填写参数。",
      "Give the documented parameters, each once and within its bounds."),
  HEADER_INVALID(
      400,
      "请求头不正确。",
      "A header field is not as it should be.",
      "pointers 指明是哪一个;Idempotency-Key 为 1 至 255 个可见 ASCII 字符,只出现一次。",
      "Look at the one that is named; Idempotency-Key is sent once, 1 to 255 printable ASCII characters."),
  CHARSET_UNSUPPORTED(
      400, "不支持该字符编码。", "This charset is not supported.", "请使用 UTF-8。", "Send UTF-8."),
  BODY_INVALID(
      400,
      "请求内容不正确。",
      "The body is not what this call takes.",
      "请按接口说明填写,不得有多余的项。",
      "Send the documented fields and no others."),
  REQUEST_MALFORMED(
      400, "不是有效的 HTTP 请求。", "This is not valid HTTP.", "请检查客户端。", "Check the client."),
  BODY_TOO_SLOW(
      408, "请求内容到达过慢。", "The body came too slowly.", "请重新发送。", "Send it again, in one go."),
  IDEMPOTENCY_KEY_RUNNING(
      409,
      "使用同一 Idempotency-Key 的请求正在处理。",
      "A post with the same Idempotency-Key is being worked on.",
      "请稍后重试。",
      "Post again in a moment to hear its outcome."),
  NOT_PARKED(
      409,
      "该记录不在等待分派。",
      "This record does not wait for an office.",
      "请先查询其状态。",
      "Look at its state first."),
  ALREADY_SENT(
      409,
      "该记录已签名,可能已发出。",
      "This record is signed and may have left.",
      "请提交撤回或更正记录。",
      "Post a Withdrawal or a Correction of it instead."),
  ALREADY_ENDED(
      409,
      "该记录已送达或已结束。",
      "This record has been delivered or has ended.",
      "请先查询其状态。",
      "Look at its state first."),
  STILL_OPEN(
      409,
      "该记录尚未结束,不能删除。",
      "This record has not ended: it cannot be erased.",
      "请先使其结束(撤回、放弃或作出决定)。",
      "End it first: withdraw it, abandon it, or have it decided."),
  SAME_PERSON(
      409,
      "提出人不能批准自己的提议。",
      "Who proposed it cannot approve it.",
      "请由另一位管理员批准。",
      "Have another operator approve it."),
  PROPOSAL_DECIDED(
      409,
      "该提议已有决定。",
      "This proposal was decided before.",
      "请查看其状态与结果。",
      "Look at its state and result."),
  PROPOSAL_EXPIRED(
      409,
      "该提议已过期,无人在期限内批准。",
      "Nobody approved this proposal in time.",
      "请重新提出。",
      "Propose it again."),
  PROPOSALS_FULL(
      409,
      "待批准的提议过多。",
      "Too many proposals wait for approval.",
      "请先批准或驳回现有提议。",
      "Approve or refuse some of them first."),
  NOT_RELEASABLE(
      409,
      "该隔离件不能重新接收:它不是记录或回执,或未完整保存。",
      "This cannot be taken out of quarantine: it is no record or receipt, or is not kept whole.",
      "请由发送方重新发送,并提议丢弃此件。",
      "Have its sender send it again, and propose to discard this one."),
  NOT_RETRYABLE(
      409,
      "该记录不在等待发送。",
      "This record does not wait to be sent.",
      "请先查询其状态。",
      "Look at its state first."),
  TRANSFER_EXPIRED(
      409,
      "该记录已过期或已被放弃,接收方将以 TOO_OLD 拒收。",
      "This record has expired or was given up; its recipient would refuse it as TOO_OLD.",
      "请以新的来源版本重新提交。",
      "Have its system post it again under a new source version."),
  NOT_AWAITING_ADDRESS(
      409,
      "该记录不在等待指定接收方。",
      "This record does not wait for a recipient to be named.",
      "请先查询其状态。",
      "Look at its state first."),
  NOT_A_CANDIDATE(
      422,
      "该节点不在候选之列。",
      "This node does not come into question.",
      "请从该记录的 candidates 中选择。",
      "Choose from the record's candidates."),
  SYSTEM_REPLACED(
      410,
      "该系统已被替换,不再收件。",
      "This system was replaced: it is handed nothing new.",
      "请答复已领取的记录;新记录由替换它的系统领取。",
      "Answer what it holds; its successor gets the rest."),
  SYSTEM_EXISTS(
      409, "该名称已登记或曾被使用。", "This name is registered, or was.", "请另取名称。", "Choose another name."),
  SYSTEM_ENDED(409, "该系统已停用。", "This system has ended.", "请查看 /v1/systems。", "See /v1/systems."),
  CLAIM_INVALID(
      422,
      "服务范围填写有误。",
      "What the system is to serve is not said in known words.",
      "区划前缀为 2 至 12 位数字;类型和角色须为目录所列;系统可裁决、以某角色读取,或只提交。",
      "Give prefixes of 2 to 12 digits, known record types, and a role that a type knows."),
  CLAIM_TAKEN(
      409,
      "另一系统对同样的记录有同等的裁决权。",
      "Another system decides on the same with an equal right.",
      "请为其中之一给出更长的区划前缀,或指定记录类型。",
      "Give one of them a longer prefix, or record types of its own."),
  CLAIM_UNFIT(
      409,
      "接替者无法同时承担原系统的范围。",
      "The successor is of another kind, or cannot serve both claims.",
      "请先更改接替者的服务范围。",
      "Change what it serves first."),
  TOO_MANY_WEBHOOKS(
      409,
      "webhook 过多。",
      "This system has as many webhooks as it may.",
      "请先删除不再使用的。",
      "Remove one that is not used any more."),
  TOO_MANY_KEYS(
      409, "有效密钥过多。", "There are too many valid keys.", "请待旧密钥失效。", "Let the old ones end first."),
  LENGTH_REQUIRED(
      411,
      "未说明内容长度。",
      "The length of the content is not given.",
      "请给出 Content-Length,1 至 20971520 个八位字节。",
      "Send Content-Length, from 1 to 20971520."),
  ATTACHMENT_DIGEST_DIFFERS(
      422,
      "内容与路径中的摘要不符,未保存。",
      "The content does not have the digest in the path; nothing was kept.",
      "请以内容的 SHA-256(十六进制小写)为路径重新上传。",
      "Put it again under the SHA-256 of the content, in lower-case hex."),
  ATTACHMENTS_FULL(
      429,
      "本系统已上传而尚无记录引用的附件过多。",
      "This system has put too much that no record has named yet.",
      "请先提交引用它们的记录,或在 Retry-After 之后重试;未引用的附件一天后删除。",
      "Post the records that name it, or come after Retry-After; what none names goes after a day."),
  BODY_TOO_LARGE(
      413,
      "请求内容过大。",
      "The body is too large.",
      "请减小内容或附件。",
      "Send a smaller record or attachment."),
  LINE_TOO_LONG(
      414, "请求行过长。", "The request line is too long.", "请缩短查询参数。", "Send a shorter query."),
  MEDIA_TYPE_UNSUPPORTED(
      415,
      "不支持该内容类型。",
      "This media type is not supported.",
      "请使用 application/json 或 application/xml,或所用方言的类型,不得压缩。",
      "Send application/json, application/xml, or what the dialect is written in, not compressed."),
  IDEMPOTENCY_KEY_REUSED(
      422,
      "该 Idempotency-Key 已用于其他内容。",
      "This Idempotency-Key was used with another body.",
      "请为每条新记录使用新的键。",
      "Use a new key for every new record."),
  RATE_EXCEEDED(
      429,
      "调用过于频繁。",
      "There are more calls or records than this key's holder may send.",
      "请在 Retry-After 之后重试;RateLimit 说明余量,管理员可调整限额。",
      "Come again after Retry-After; RateLimit says what is left, and an operator can raise it."),
  TOO_BUSY(
      429, "系统繁忙。", "The node is busy.", "请在 Retry-After 之后重试。", "Come again after Retry-After."),
  BACKLOG_FULL(
      429,
      "发往该地区的记录,或本系统在途的记录已满。",
      "Too much waits for this destination, or of this system, already.",
      "请在 Retry-After 之后重试;其他地区和其他系统不受影响。",
      "Come again after Retry-After; other destinations and other systems go on."),
  TOO_MANY_RECORDS(
      422,
      "符合条件的记录过多。",
      "More records fit than one operation may have.",
      "请缩小条件;一次最多 100000 条。",
      "Name fewer states, a node, a type or a shorter time; one operation has at most 100000."),
  COUNT_DIFFERS(
      409,
      "条数与计划不符。",
      "The count is not that of the plan.",
      "请先查看计划,再以其 count 运行。",
      "Look at the plan, then run it with its count."),
  OPERATION_NOT_SO(
      409,
      "该操作当前的状态不允许这样做。",
      "The operation is not in a state that allows this.",
      "请先查询其状态。",
      "Look at its state first: what is planned or paused runs, what runs can pause."),
  TUS_VERSION(
      412,
      "需要 tus 1.0.0。",
      "Uploads speak tus 1.0.0.",
      "请加上请求头 Tus-Resumable: 1.0.0。",
      "Send the header Tus-Resumable: 1.0.0."),
  UPLOAD_OFFSET(
      409,
      "Upload-Offset 与已接收的字节数不符。",
      "Upload-Offset is not where the upload stands.",
      "请先以 HEAD 查询已接收的字节数,再从那里继续。",
      "Ask by HEAD how far it is, and go on from there."),
  UPLOAD_BUSY(
      423,
      "另一连接正在传送此文件。",
      "Another connection is sending this upload; it is ended now.",
      "请稍候片刻,再以 HEAD 查询并继续。",
      "Wait a moment, ask by HEAD how far it is, and go on from there."),
  BATCHES_FULL(
      429,
      "保留的表格过多。",
      "This system has as many kept tables as it may.",
      "请先删除已结束的(POST /v1/batches/{id}:remove),或稍后再试。",
      "Remove some that have ended (POST /v1/batches/{id}:remove), or come again later."),
  BATCH_NOT_YET(
      409,
      "该表格尚未处理完毕,或已失败。",
      "This table is not worked off, or never will be.",
      "请先查询其状态。",
      "Look at its state first."),
  TOO_MANY_ROWS(
      422,
      "结果行数过多。",
      "The answer has too many rows.",
      "请缩短日期范围,或减少 by 中的项目。",
      "Ask for fewer days, or name less in by."),
  HEAD_TOO_LARGE(
      431, "请求头过大。", "The header fields are too large.", "请减少请求头。", "Send fewer header fields."),
  INTERNAL(
      500,
      "系统内部错误。",
      "The node failed.",
      "请重试;若仍失败,请将请求编号告知管理员。",
      "Try again; if it fails again, tell the operator the request id."),
  OUTCOME_UNKNOWN(
      503,
      "暂不知处理结果。",
      "The outcome is not known yet.",
      "请以同样内容和同一 Idempotency-Key 再次提交,不会重复处理。",
      "Post the same again with the same key: it is never taken twice."),
  UNAVAILABLE(503, "服务暂不可用。", "The node is not ready.", "请稍后重试。", "Come again in a moment.");

  private final int status;
  private final String zh;
  private final String en;
  private final String zhFix;
  private final String enFix;

  ApiCode(int status, String zh, String en, String zhFix, String enFix) {
    this.status = status;
    this.zh = zh;
    this.en = en;
    this.zhFix = zhFix;
    this.enFix = enFix;
  }

  public int status() {
    return status;
  }

  /** Each code with what it means, for its page. */
  public static Map<String, Explanation> explanations() {
    Map<String, Explanation> all = new TreeMap<>();
    for (ApiCode code : values()) {
      all.put(
          code.name(),
          new Explanation(
              code.status, new Text(code.zh, code.zhFix), new Text(code.en, code.enFix)));
    }
    return all;
  }

  String title(Language language) {
    return language.of(zh, en);
  }

  String fix(Language language) {
    return language.of(zhFix, enFix);
  }
}
