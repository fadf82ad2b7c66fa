package dev.hoop.slackbot.sandbox;

/** The main job on one screen. */
public final class Sandbox {
  private Sandbox() {}

  public static void main(String[] args) {
    System.out.println("Hoop Slack bot sandbox");
  }
}
