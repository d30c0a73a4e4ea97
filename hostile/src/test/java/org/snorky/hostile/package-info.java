/** Clients that mean harm, by real sockets, against a server in a process of its own. */
@NullMarked
package org.snorky.hostile;

import org.jspecify.annotations.NullMarked;
