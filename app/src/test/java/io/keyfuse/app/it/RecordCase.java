package io.keyfuse.app.it;

import java.util.List;
import java.util.stream.Stream;

/** A usage record and whether the intake takes it. */
record RecordCase(String body, boolean accepted) {
  private static final String KEY = "'credential':{'provider':'openai','key_id':'key_1'}";
  private static final String AT = "'occurred_at':'2026-11-23T10:00:00Z'";
  private static final String ID = "'event_id':'e1'";
  private static final String WHOLE = ID + "," + AT + "," + KEY;

  static List<RecordCase> all() {
    Stream<RecordCase> taken =
        Stream.of(
                WHOLE,
                ID + "," + KEY + ",'occurred_at':1795428000000",
                ID + "," + KEY + ",'bucket':{'start':'2026-11-23T10:00:00Z','width_ms':60000}",
                WHOLE + ",'bucket':null,'tenant':null,'source':'provider_usage','status':'ERROR'",
                WHOLE + ",'cost_usd':0.25",
                WHOLE + ",'cost_usd':'0.000000001'",
                WHOLE + ",'cost_usd':null,'tokens':{'input':9,'cached_read':3}")
            .map(members -> of(members, true));
    Stream<RecordCase> refused =
        Stream.of(
                AT + "," + KEY,
                ID + "," + KEY,
                ID + "," + AT,
                WHOLE + ",'prompt':'hello'",
                WHOLE + ",'source':'GUESS'",
                WHOLE + ",'tokens':{'input':-1}",
                WHOLE + ",'tokens':{'input':1.5}",
                WHOLE + ",'tokens':{'total':1}",
                WHOLE + ",'tokens':'many'",
                WHOLE + ",'cost_usd':'free'",
                WHOLE + ",'tenant':7",
                WHOLE + ",'bucket':{'start':'2026-11-23T10:00:00Z','width_ms':0}",
                ID + "," + KEY + ",'occurred_at':'2026-11-23T10:00:00'",
                "'event_id':''," + AT + "," + KEY,
                "'event_id':'" + "e".repeat(129) + "'," + AT + "," + KEY,
                ID + "," + AT + ",'credential':{'provider':'OpenAI','key_id':'key_1'}",
                ID + "," + AT + ",'credential':{'provider':'openai','key_id':'key 1'}",
                ID + "," + AT + ",'credential':{'provider':'a','account':'b:c','key_id':'d'}")
            .map(members -> of(members, false));
    return Stream.concat(taken, refused).toList();
  }

  private static RecordCase of(String members, boolean accepted) {
    return new RecordCase("{" + members.replace('\'', '"') + "}", accepted);
  }
}
