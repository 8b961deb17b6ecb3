package io.keyfuse.ingest.otlp;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.HexFormat;

/**
 * Reads protobuf. Nothing recurses deeper than the messages that are asked for: others are skipped
 * by their length, and groups, which OTLP has none of, are refused. Used by one thread.
 */
final class ProtobufInput implements OtlpInput {
  private final CodedInputStream in;
  private int wireType;

  ProtobufInput(byte[] message) {
    this.in = CodedInputStream.newInstance(message);
  }

  @Override
  public int next(OtlpFields fields) throws IOException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      wireType = WireFormat.getTagWireType(tag);
      int number = WireFormat.getTagFieldNumber(tag);
      if (fields.has(number)) {
        return number;
      }
      skip();
    }
    return 0;
  }

  @Override
  public void each(Body body) throws IOException {
    require(WireFormat.WIRETYPE_LENGTH_DELIMITED);
    int outer = in.pushLimit(in.readRawVarint32());
    body.read();
    in.popLimit(outer);
  }

  @Override
  public String text(int longest) throws IOException {
    require(WireFormat.WIRETYPE_LENGTH_DELIMITED);
    String text = in.readString();
    return text.length() <= longest ? text : text.substring(0, longest);
  }

  @Override
  public String hex() throws IOException {
    require(WireFormat.WIRETYPE_LENGTH_DELIMITED);
    return HexFormat.of().formatHex(in.readByteArray());
  }

  @Override
  public long integer() throws IOException {
    return switch (wireType) {
      case WireFormat.WIRETYPE_VARINT -> in.readRawVarint64();
      case WireFormat.WIRETYPE_FIXED64 -> in.readRawLittleEndian64();
      case WireFormat.WIRETYPE_FIXED32 -> in.readRawLittleEndian32();
      default -> throw malformed();
    };
  }

  @Override
  public double real() throws IOException {
    require(WireFormat.WIRETYPE_FIXED64);
    return in.readDouble();
  }

  @Override
  public boolean flag() throws IOException {
    require(WireFormat.WIRETYPE_VARINT);
    return in.readBool();
  }

  @Override
  public void skip() throws IOException {
    switch (wireType) {
      case WireFormat.WIRETYPE_VARINT -> in.readRawVarint64();
      case WireFormat.WIRETYPE_FIXED64 -> in.skipRawBytes(8);
      case WireFormat.WIRETYPE_FIXED32 -> in.skipRawBytes(4);
      case WireFormat.WIRETYPE_LENGTH_DELIMITED -> in.skipRawBytes(in.readRawVarint32());
      default -> throw malformed();
    }
  }

  private void require(int expected) throws InvalidProtocolBufferException {
    if (wireType != expected) {
      throw malformed();
    }
  }

  private static InvalidProtocolBufferException malformed() {
    return new InvalidProtocolBufferException("a field of another kind than OTLP's");
  }
}
