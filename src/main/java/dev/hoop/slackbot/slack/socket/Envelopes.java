package dev.hoop.slackbot.slack.socket;

/** Works off what arrives. */
public interface Envelopes {

  /**
   * Works off one envelope, which can be of any type and shape, and can arrive twice. What it
   * throws is logged and acknowledged plainly, but for {@link NotStoredException}.
   */
  Ack deliver(Envelope envelope);
}
