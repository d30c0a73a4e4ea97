/** Person to person: participants by name, who send to each other. */
@NullMarked
package org.snorky.server.messaging;

import org.jspecify.annotations.NullMarked;
