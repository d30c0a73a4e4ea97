/** The HTTP backend: envelopes and REST resources for trusted applications, behind a key. */
@NullMarked
package org.snorky.server.transport.http;

import org.jspecify.annotations.NullMarked;
