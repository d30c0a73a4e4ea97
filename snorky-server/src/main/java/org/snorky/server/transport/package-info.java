/** Ways for messages to come and go: sockets of browsers, and requests of applications. */
@NullMarked
package org.snorky.server.transport;

import org.jspecify.annotations.NullMarked;
