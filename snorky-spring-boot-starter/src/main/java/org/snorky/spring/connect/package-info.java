/** Tokens by which an application's users say at a Snorky server who they are. */
@NullMarked
package org.snorky.spring.connect;

import org.jspecify.annotations.NullMarked;
