/** The server as an application of its own. */
@NullMarked
package org.snorky.server;

import org.jspecify.annotations.NullMarked;
