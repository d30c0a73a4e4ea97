/** What is put into the server under test, as a plugin: a clock that can be stepped, and faults that can be planted. */
@NullMarked
package org.snorky.oracle.server;

import org.jspecify.annotations.NullMarked;
