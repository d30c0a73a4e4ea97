/** What the author of a service needs to test it: clients without sockets, and their calls. */
@NullMarked
package org.snorky.server.test;

import org.jspecify.annotations.NullMarked;
