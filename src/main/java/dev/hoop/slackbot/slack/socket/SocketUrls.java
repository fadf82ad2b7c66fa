package dev.hoop.slackbot.slack.socket;

import java.io.IOException;
import java.net.URI;

/** Where a connection's address comes from: asked again for each new connection. */
public interface SocketUrls {

  /**
   * Asks Slack for an address, which carries a ticket and must not be logged. Any exception but a
   * refusal is taken for a failure that passes.
   */
  URI open() throws IOException, ConnectRefusedException;
}
