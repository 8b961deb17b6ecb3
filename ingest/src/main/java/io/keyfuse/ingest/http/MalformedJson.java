package io.keyfuse.ingest.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;

/** Words what is wrong with a body's JSON; Jackson's own message would repeat what was sent. */
public final class MalformedJson {
  private MalformedJson() {}

  /** Returns the refusal with the place of the fault. */
  public static RequestFault fault(JsonProcessingException e) {
    String where =
        e.getLocation() == null
            ? ""
            : " at line "
                + e.getLocation().getLineNr()
                + " column "
                + e.getLocation().getColumnNr();
    String what =
        e instanceof StreamConstraintsException
            ? "the JSON is too deep, or one of its texts too long"
            : "the body is not valid JSON";
    return new RequestFault(ErrorCode.MALFORMED_JSON, what + where);
  }
}
