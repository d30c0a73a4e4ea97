/** Services by name, and the way of a message from a transport to its service. */
@NullMarked
package org.snorky.server.service;

import org.jspecify.annotations.NullMarked;
