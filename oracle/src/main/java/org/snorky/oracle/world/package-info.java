/** The parts of one run as seen from outside: database, server, applications, clients, and the cables between them. */
@NullMarked
package org.snorky.oracle.world;

import org.jspecify.annotations.NullMarked;
