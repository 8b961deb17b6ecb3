package io.keyfuse.ingest.http;

/** How the records of a JSON body lie beside each other. */
public enum Framing {
  /** One object, or one array of objects. */
  ONE_VALUE,
  /** One object a line; each line stands alone. */
  LINES,
  /** Objects and arrays of objects, one after the other, with any white space between. */
  VALUES
}
