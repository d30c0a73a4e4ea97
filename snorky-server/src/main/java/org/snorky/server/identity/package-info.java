/** Who clients are: found out when they connect, and proved anew while they stay. */
@NullMarked
package org.snorky.server.identity;

import org.jspecify.annotations.NullMarked;
