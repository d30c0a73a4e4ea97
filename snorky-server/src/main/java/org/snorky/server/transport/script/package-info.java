/** The browser client, as the server serves it. */
@NullMarked
package org.snorky.server.transport.script;

import org.jspecify.annotations.NullMarked;
