/** Auto-configuration: which parts of the server there are, and how they are put together. */
@NullMarked
package org.snorky.server.config;

import org.jspecify.annotations.NullMarked;
