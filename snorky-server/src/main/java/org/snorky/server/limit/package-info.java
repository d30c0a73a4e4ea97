/** What clients may take of the server, beyond which they are refused, and how often they were. */
@NullMarked
package org.snorky.server.limit;

import org.jspecify.annotations.NullMarked;
