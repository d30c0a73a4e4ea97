/** Endpoints that answer X-Snorky: Subscribe with the token of a subscription they authorised. */
@NullMarked
package org.snorky.spring.subscribe;

import org.jspecify.annotations.NullMarked;
