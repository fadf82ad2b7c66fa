package dev.hoop.slackbot.outbox;

import dev.hoop.slackbot.review.ChannelId;
import dev.hoop.slackbot.review.MessageTs;
import dev.hoop.slackbot.review.ReviewSnapshot;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes cards on to Slack, to the channel that a name meant at first, and keeps which channels are
 * out of order. Thread-safe.
 */
public final class ChannelHealth implements MessageSender {

  private static final Logger log = LoggerFactory.getLogger(ChannelHealth.class);

  private final MessageSender slack;
  private final ChannelNames names;
  private final Map<ChannelId, Fault> faults = new ConcurrentHashMap<>();

  /**
   * @param lasting whether no message that gets through mends it
   */
  private record Fault(String problem, boolean lasting) {}

  public ChannelHealth(MessageSender slack, ChannelNames names) {
    this.slack = slack;
    this.names = names;
  }

  /**
   * The start found something that a person must mend about a channel.
   *
   * @param lasting whether messages get through all the same
   */
  public void found(ChannelId channel, String problem, boolean lasting) {
    log.warn("Channel {}: {}", channel, problem);
    faults.put(channel, new Fault(problem, lasting));
  }

  /** The channels that somebody must mend something about. */
  public Set<ChannelId> faulty() {
    return Set.copyOf(faults.keySet());
  }

  /** The same with what must be mended, in a line; empty where nothing must. */
  public Optional<String> detail() {
    return faults.entrySet().stream()
        .map(fault -> "channel " + fault.getKey() + ": " + fault.getValue().problem())
        .sorted()
        .reduce((a, b) -> a + "; " + b);
  }

  @Override
  public Delivery post(ChannelId channel, ReviewSnapshot snapshot, SlackMessage card) {
    ChannelId target = channel.name().flatMap(names::find).orElse(channel);
    Delivery delivery = seen(target, slack.post(target, snapshot, card));
    if (delivery instanceof Delivery.Delivered delivered) {
      channel.name().ifPresent(name -> keep(name, delivered.channel()));
    }
    return delivery;
  }

  @Override
  public Delivery update(
      ChannelId channel, MessageTs ts, ReviewSnapshot snapshot, SlackMessage card) {
    return seen(channel, slack.update(channel, ts, snapshot, card));
  }

  @Override
  public Delivery tell(Recipient recipient, SlackMessage message) {
    return slack.tell(recipient, message);
  }

  private Delivery seen(ChannelId channel, Delivery delivery) {
    if (delivery instanceof Delivery.Delivered) {
      faults.computeIfPresent(channel, (any, fault) -> fault.lasting() ? fault : null);
    } else if (delivery instanceof Delivery.Blocked blocked
        && blocked.scope() == Delivery.Scope.DESTINATION) {
      faults.compute(
          channel,
          (any, fault) ->
              fault != null && fault.lasting() ? fault : new Fault(blocked.problem(), false));
    }
    return delivery;
  }

  /** The card stands in Slack by now, and a second one would follow where this threw. */
  private void keep(String name, ChannelId channel) {
    try {
      names.keep(name, channel);
    } catch (RuntimeException e) {
      log.warn("It could not be kept which channel #{} is: {}", name, e.getMessage());
    }
  }
}
