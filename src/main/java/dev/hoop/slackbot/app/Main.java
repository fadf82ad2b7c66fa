package dev.hoop.slackbot.app;

/** The command line of the bot. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.out.println("hoop-slack-bot");
  }
}
