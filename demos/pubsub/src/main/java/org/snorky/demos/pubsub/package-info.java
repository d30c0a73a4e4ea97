/** A page on which everybody who has it open reads what anybody writes. */
@NullMarked
package org.snorky.demos.pubsub;

import org.jspecify.annotations.NullMarked;
