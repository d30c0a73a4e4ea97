/** The way out by Tomcat's sockets themselves: gathered frames, written without waiting. */
@NullMarked
package org.snorky.server.transport.tomcat;

import org.jspecify.annotations.NullMarked;
