package dev.hoop.slackbot.bench;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The floor of acks: one thread that reads WebSocket frames from a socket and answers each envelope
 * at once. A process of its own.
 */
final class BareSocket {

  private static final Pattern URL = Pattern.compile("\"url\":\"([^\"]+)\"");
  private static final Pattern ENVELOPE = Pattern.compile("\"envelope_id\":\"([^\"]+)\"");
  private static final int TEXT = 0x81;
  private static final int MASKED = 0x80;
  private static final int TWO_BYTES_FOLLOW = 126;
  private static final int EIGHT_BYTES_FOLLOW = 127;

  private BareSocket() {}

  /**
   * Acks until it is killed.
   *
   * @param args the Web API's prefix, the app token
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    URI url = URI.create(open(args[0], args[1]));
    try (Socket socket = new Socket(url.getHost(), url.getPort())) {
      socket.setTcpNoDelay(true);
      DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
      OutputStream out = socket.getOutputStream();
      shakeHands(url, in, out);
      while (true) {
        Matcher envelope = ENVELOPE.matcher(frame(in));
        if (envelope.find()) {
          out.write(masked("{\"envelope_id\":\"" + envelope.group(1) + "\"}"));
        }
      }
    }
  }

  private static String open(String api, String token) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(api + "apps.connections.open"))
            .header("Authorization", "Bearer " + token)
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    String answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
    Matcher url = URL.matcher(answer);
    if (!url.find()) {
      throw new IOException("no address in " + answer);
    }
    return url.group(1);
  }

  private static void shakeHands(URI url, DataInputStream in, OutputStream out) throws IOException {
    String request =
        "GET "
            + url.getRawPath()
            + "?"
            + url.getRawQuery()
            + " HTTP/1.1\r\nHost: "
            + url.getAuthority()
            + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n";
    out.write(request.getBytes(StandardCharsets.US_ASCII));
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.readUnsignedByte());
    }
    if (!head.toString().startsWith("HTTP/1.1 101")) {
      throw new IOException("no WebSocket but " + head);
    }
  }

  private static String frame(DataInputStream in) throws IOException {
    int unusedKind = in.readUnsignedByte();
    int length = in.readUnsignedByte();
    if (length == TWO_BYTES_FOLLOW) {
      length = in.readUnsignedShort();
    } else if (length == EIGHT_BYTES_FOLLOW) {
      length = Math.toIntExact(in.readLong());
    }
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  /** The mask is zero, which leaves a short text as it is. */
  private static byte[] masked(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    byte[] frame = new byte[2 + 4 + bytes.length];
    frame[0] = (byte) TEXT;
    frame[1] = (byte) (MASKED | bytes.length);
    System.arraycopy(bytes, 0, frame, 2 + 4, bytes.length);
    return frame;
  }
}
