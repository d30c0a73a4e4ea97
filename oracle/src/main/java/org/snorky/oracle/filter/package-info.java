/** Random filter expressions, and what they mean in SQL: read from the protocol's text, with no code of the server. */
@NullMarked
package org.snorky.oracle.filter;

import org.jspecify.annotations.NullMarked;
