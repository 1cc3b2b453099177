package hutong.certs;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One entry of the directory, as plain values: a node, what it covers, where its inbox is and which
 * certificates are its own.
 *
 * @param id the node's GB/T 2260 code, e.g. {@code 360000}
 * @param nameZh its name in Chinese
 * @param nameEn its name in English
 * @param divisions prefixes of GB/T 2260 codes that it covers, e.g. {@code 36}, {@code 3302}
 * @param broker where the inbox's broker is: {@code tls://host:port}, up to four with commas
 *     between, in the order in which they are tried
 * @param inbox the inbox's address on that broker
 * @param signing certificates that may sign for it; several while one replaces another
 * @param encryption certificates to seal for; several while one replaces another
 * @param suites ids of the suites it reads
 * @param floor id of the weakest suite that it accepts
 * @param types record types accepted; empty means all
 * @param calendar name of the working-day calendar that its due dates follow
 * @param outages planned; directories from before there were any have none
 * @param proxy through which its broker is reached, see {@link ProxyAddress}; empty for none
 * @param standIns who receives and signs for it, for which divisions and when
 */
public record Member(
    String id,
    String nameZh,
    String nameEn,
    List<String> divisions,
    String broker,
    String inbox,
    List<X509Certificate> signing,
    List<X509Certificate> encryption,
    List<String> suites,
    String floor,
    List<AcceptedType> types,
    String calendar,
    @JsonSetter(nulls = Nulls.AS_EMPTY) List<Outage> outages,
    @JsonSetter(nulls = Nulls.AS_EMPTY) String proxy,
    @JsonSetter(nulls = Nulls.AS_EMPTY) List<StandIn> standIns) {

  public Member {
    Objects.requireNonNull(id);
    divisions = List.copyOf(divisions);
    signing = List.copyOf(signing);
    encryption = List.copyOf(encryption);
    suites = List.copyOf(suites);
    Objects.requireNonNull(floor);
    types = List.copyOf(types);
    outages = List.copyOf(outages);
    Objects.requireNonNull(proxy);
    standIns = List.copyOf(standIns);
  }

  /** One that is reached without a proxy, and that nobody stands in for. */
  public Member(
      String id,
      String nameZh,
      String nameEn,
      List<String> divisions,
      String broker,
      String inbox,
      List<X509Certificate> signing,
      List<X509Certificate> encryption,
      List<String> suites,
      String floor,
      List<AcceptedType> types,
      String calendar,
      List<Outage> outages) {
    this(
        id,
        nameZh,
        nameEn,
        divisions,
        broker,
        inbox,
        signing,
        encryption,
        suites,
        floor,
        types,
        calendar,
        outages,
        "",
        List.of());
  }

  /** The planned outage that holds then. */
  public Optional<Outage> outageAt(Instant at) {
    return outages.stream().filter(outage -> outage.holds(at)).findFirst();
  }

  /** The same member with these outages instead. */
  public Member withOutages(List<Outage> planned) {
    return new Member(
        id,
        nameZh,
        nameEn,
        divisions,
        broker,
        inbox,
        signing,
        encryption,
        suites,
        floor,
        types,
        calendar,
        planned,
        proxy,
        standIns);
  }

  /** The same member with these certificates that sign. */
  public Member withSigning(List<X509Certificate> certificates) {
    return new Member(
        id,
        nameZh,
        nameEn,
        divisions,
        broker,
        inbox,
        certificates,
        encryption,
        suites,
        floor,
        types,
        calendar,
        outages,
        proxy,
        standIns);
  }

  /** The same member with these certificates to seal for. */
  public Member withEncryption(List<X509Certificate> certificates) {
    return new Member(
        id,
        nameZh,
        nameEn,
        divisions,
        broker,
        inbox,
        signing,
        certificates,
        suites,
        floor,
        types,
        calendar,
        outages,
        proxy,
        standIns);
  }

  /** The same member, reached through that proxy. */
  public Member withProxy(String address) {
    return new Member(
        id,
        nameZh,
        nameEn,
        divisions,
        broker,
        inbox,
        signing,
        encryption,
        suites,
        floor,
        types,
        calendar,
        outages,
        address,
        standIns);
  }

  /** The same member, with these who stand in for it. */
  public Member withStandIns(List<StandIn> others) {
    return new Member(
        id,
        nameZh,
        nameEn,
        divisions,
        broker,
        inbox,
        signing,
        encryption,
        suites,
        floor,
        types,
        calendar,
        outages,
        proxy,
        others);
  }

  /** Who stands in for it for a division then. */
  Optional<String> standInFor(String divisionCode, Instant at) {
    return standIns.stream()
        .filter(each -> each.holds(divisionCode, at))
        .map(StandIn::member)
        .findFirst();
  }

  /** The same member with these suites and this floor. */
  public Member withSuites(List<String> ids, String weakest) {
    return new Member(
        id,
        nameZh,
        nameEn,
        divisions,
        broker,
        inbox,
        signing,
        encryption,
        ids,
        weakest,
        types,
        calendar,
        outages,
        proxy,
        standIns);
  }

  /** Whether this member takes records of that type in that schema version. */
  public boolean accepts(String type, String version) {
    return types.isEmpty()
        || types.stream()
            .anyMatch(
                accepted ->
                    accepted.type().equals(type)
                        && (accepted.versions().isEmpty()
                            || accepted.versions().contains(version)));
  }
}
