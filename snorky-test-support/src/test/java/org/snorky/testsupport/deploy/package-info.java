/** The manifests that users deploy with, held to the schemas of what reads them and to each other. */
@NullMarked
package org.snorky.testsupport.deploy;

import org.jspecify.annotations.NullMarked;
