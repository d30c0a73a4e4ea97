/** The door of demos for several people: a guest chooses a name, which is then the user of the session. */
@NullMarked
package org.snorky.demos.guests;

import org.jspecify.annotations.NullMarked;
