/** Filter expressions: conditions on the fields of a row. */
@NullMarked
package org.snorky.server.datasync.filter;

import org.jspecify.annotations.NullMarked;
