/** What explainer files cost: their size beside the model's, and their time beside the engine's. */
@NullMarked
package org.srmap.export;

import org.jspecify.annotations.NullMarked;
