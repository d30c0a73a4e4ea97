/** Tests of the pubsub demo in a real browser. */
@NullMarked
package org.snorky.demos.pubsub;

import org.jspecify.annotations.NullMarked;
