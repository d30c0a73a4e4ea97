/** What operators see of a running server: health, an endpoint, metrics. */
@NullMarked
package org.snorky.server.actuate;

import org.jspecify.annotations.NullMarked;
