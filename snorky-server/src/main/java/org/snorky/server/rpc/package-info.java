/** Services whose messages are calls: beans with commands, parameters by name, replies and failures. */
@NullMarked
package org.snorky.server.rpc;

import org.jspecify.annotations.NullMarked;
