package dev.hoop.slackbot.app.health;

import dev.hoop.slackbot.gateway.keys.CredentialHealth;
import dev.hoop.slackbot.outbox.CardOutbox;
import dev.hoop.slackbot.outbox.ChannelBacklog;
import dev.hoop.slackbot.outbox.ChannelHealth;
import dev.hoop.slackbot.outbox.MessageOutbox;
import dev.hoop.slackbot.review.ChannelId;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * What Prometheus is told, read from the store at each scrape, so that it survives a restart. Names
 * channels, and no person and no review.
 */
public final class Metrics {

  static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

  private final Readiness readiness;
  private final CardOutbox cards;
  private final MessageOutbox messages;
  private final CredentialHealth credentials;
  private final Clock clock;
  private final List<Supplier<MetricSnapshot>> counts = new CopyOnWriteArrayList<>();

  public Metrics(
      Readiness readiness,
      CardOutbox cards,
      MessageOutbox messages,
      CredentialHealth credentials,
      Clock clock) {
    this.readiness = readiness;
    this.cards = cards;
    this.messages = messages;
    this.credentials = credentials;
    this.clock = clock;
    count(
        "hoop_slack_credential_faults",
        "How often a credential was found to be one that the operator must mend.",
        credentials::faultsFound);
    count(
        "hoop_slack_unexpected_group_marks",
        "Groups that the gateway showed as decided by the bot though nobody clicked.",
        credentials::unexpectedMarks);
    count(
        "hoop_slack_messages_given_up",
        "Answers and notices that were not delivered, and never will be.",
        messages::givenUp);
  }

  /**
   * Tells of a count since the start as well.
   *
   * @param name without the suffix {@code _total}
   */
  public void count(String name, String help, LongSupplier count) {
    counts.add(
        () ->
            CounterSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(
                    CounterSnapshot.CounterDataPointSnapshot.builder()
                        .value((double) count.getAsLong())
                        .build())
                .build());
  }

  /** Tells of the channels that are out of order as well. */
  public void tell(ChannelHealth channels) {
    counts.add(
        () -> {
          GaugeSnapshot.Builder gauge =
              gauge(
                  "hoop_slack_channel_fault",
                  "1 for each channel that somebody must mend something about.");
          for (ChannelId channel : channels.faulty()) {
            gauge.dataPoint(point(1, Labels.of("channel", channel.value())));
          }
          return gauge.build();
        });
  }

  /** All of it in Prometheus' text format. */
  String text() {
    Instant now = clock.instant();
    List<ChannelBacklog> backlogs = cards.backlogs();
    List<Instant> unpaid = messages.waitingSince();
    List<MetricSnapshot> all =
        new ArrayList<>(
            List.of(
                up(),
                byChannel(
                    "hoop_slack_cards_waiting",
                    "Cards not yet posted or not yet up to date.",
                    backlogs,
                    ChannelBacklog::cards),
                byChannel(
                    "hoop_slack_cards_wait_seconds",
                    "How long the oldest of them has waited.",
                    backlogs,
                    backlog -> seconds(backlog.since(), now)),
                gauge("hoop_slack_messages_waiting", "Answers and notices not delivered yet.")
                    .dataPoint(point(unpaid.size(), Labels.EMPTY))
                    .build(),
                gauge("hoop_slack_messages_wait_seconds", "How long the oldest of them has waited.")
                    .dataPoint(
                        point(unpaid.isEmpty() ? 0 : seconds(unpaid.get(0), now), Labels.EMPTY))
                    .build(),
                faultyCredentials()));
    counts.forEach(count -> all.add(count.get()));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      PrometheusTextFormatWriter.create()
          .write(out, new MetricSnapshots(all), EscapingScheme.UNDERSCORE_ESCAPING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private MetricSnapshot up() {
    GaugeSnapshot.Builder gauge =
        gauge("hoop_slack_up", "Whether the bot can work with each part: 1, or 0 where not.");
    readiness
        .now()
        .forEach((part, up) -> gauge.dataPoint(point(up ? 1 : 0, Labels.of("part", part))));
    return gauge.build();
  }

  private MetricSnapshot faultyCredentials() {
    GaugeSnapshot.Builder gauge =
        gauge("hoop_slack_credential_fault", "1 for each credential that the operator must mend.");
    credentials
        .faults()
        .keySet()
        .forEach(name -> gauge.dataPoint(point(1, Labels.of("credential", name))));
    return gauge.build();
  }

  private static MetricSnapshot byChannel(
      String name,
      String help,
      List<ChannelBacklog> backlogs,
      ToDoubleFunction<ChannelBacklog> value) {
    GaugeSnapshot.Builder gauge = gauge(name, help);
    for (ChannelBacklog backlog : backlogs) {
      Labels channel = Labels.of("channel", backlog.channel().value());
      gauge.dataPoint(point(value.applyAsDouble(backlog), channel));
    }
    return gauge.build();
  }

  private static GaugeSnapshot.Builder gauge(String name, String help) {
    return GaugeSnapshot.builder().name(name).help(help);
  }

  private static GaugeDataPointSnapshot point(double value, Labels labels) {
    return GaugeDataPointSnapshot.builder().value(value).labels(labels).build();
  }

  /** A clock set back makes no negative wait. */
  private static double seconds(Instant since, Instant now) {
    return Math.max(0, Duration.between(since, now).toMillis() / 1_000.0);
  }
}
