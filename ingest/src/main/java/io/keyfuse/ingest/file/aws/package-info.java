/** AWS: Bedrock's invocation log and CloudTrail. */
@NullMarked
package io.keyfuse.ingest.file.aws;

import org.jspecify.annotations.NullMarked;
