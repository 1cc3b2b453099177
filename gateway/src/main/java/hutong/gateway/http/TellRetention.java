package hutong.gateway.http;

import hutong.gateway.watch.DiskForecast.Outlook;
import hutong.gateway.watch.DiskForecast.Part;
import hutong.gateway.watch.Holdings;
import hutong.gateway.watch.Keeping;
import java.io.IOException;
import java.util.function.Supplier;

/** Tells what is kept how long, and when the disk will be full at the present rate. */
final class TellRetention {

  private final Supplier<Holdings> holdings;
  private final LedgerThreads threads;
  private final Failures failures;

  TellRetention(ApiParts parts, LedgerThreads threads, Failures failures) {
    this.holdings = parts.holdings();
    this.threads = threads;
    this.failures = failures;
  }

  void tell(Call call) {
    threads
        .ask(call.context(), holdings::get)
        .onSuccess(
            (Holdings found) ->
                call.json(
                    200,
                    out -> {
                      out.object("disk", found.disk(), disk -> disk(out, disk));
                      out.objects("parts", found.disk().parts(), each -> part(out, each));
                      if (found.reusable() != null) {
                        out.number("reusable", found.reusable());
                      }
                      out.objects("kept", found.kept(), each -> kept(out, each));
                    }))
        .onFailure(fault -> failures.answer(call, fault));
  }

  private static void disk(JsonBody out, Outlook disk) throws IOException {
    out.text("at", disk.at());
    out.number("free", disk.free());
    out.number("total", disk.total());
    out.text("verdict", disk.verdict());
    if (disk.perDay() != null) {
      out.number("perDay", disk.perDay());
    }
    out.text("full", disk.full());
    out.text("since", disk.since());
    out.number("samples", disk.samples());
  }

  private static void part(JsonBody out, Part part) throws IOException {
    out.text("name", part.name());
    out.number("bytes", part.bytes());
    if (part.perDay() != null) {
      out.number("perDay", part.perDay());
    }
    out.flag("here", part.here());
  }

  private static void kept(JsonBody out, Keeping kept) throws IOException {
    out.text("what", kept.what());
    out.text("type", kept.type());
    out.text("period", kept.period());
    out.text("source", kept.source());
  }
}
