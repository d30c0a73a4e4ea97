/** Access tokens that are JWTs, checked by Spring Security. */
@NullMarked
package org.snorky.server.identity.jwt;

import org.jspecify.annotations.NullMarked;
