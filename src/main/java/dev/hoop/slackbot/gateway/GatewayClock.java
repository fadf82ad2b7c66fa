package dev.hoop.slackbot.gateway;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateway's clock, as the {@code Date} of its last answer shows it: what the times that the
 * gateway made are compared with. Until the first answer it is the bot's own. Thread-safe.
 */
public final class GatewayClock extends Clock {

  private static final Logger log = LoggerFactory.getLogger(GatewayClock.class);

  /** A Date has no fractions, and an answer takes a while to arrive. */
  private static final Duration NOISE = Duration.ofSeconds(2);

  private static final Duration WORTH_A_WORD = Duration.ofSeconds(30);

  private final Clock own;
  private final Object lock = new Object();

  @GuardedBy("lock")
  private Duration offset = Duration.ZERO;

  @GuardedBy("lock")
  private boolean said;

  public GatewayClock(Clock own) {
    this.own = own;
  }

  /** Takes in the {@code Date} of an answer that arrived this moment; nonsense changes nothing. */
  public void saw(String date) {
    Instant theirs;
    try {
      theirs = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeException e) {
      return;
    }
    Duration seen = Duration.between(own.instant(), theirs);
    synchronized (lock) {
      offset = seen.abs().compareTo(NOISE) <= 0 ? Duration.ZERO : seen;
      boolean skewed = offset.abs().compareTo(WORTH_A_WORD) > 0;
      if (skewed && !said) {
        log.warn(
            "The clock of this machine is {} s {} the gateway's; times of reviews are judged by the"
                + " gateway's. Set the one that is wrong",
            offset.abs().toSeconds(),
            offset.isNegative() ? "ahead of" : "behind");
      } else if (!skewed && said) {
        log.info("The clock of this machine agrees with the gateway's again");
      }
      said = skewed;
    }
  }

  @Override
  public Instant instant() {
    synchronized (lock) {
      return own.instant().plus(offset);
    }
  }

  @Override
  public ZoneId getZone() {
    return own.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("the gateway's clock shows instants alone");
  }
}
