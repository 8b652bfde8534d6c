/**
 * The search behind the dispatch of machines: routes over plain arrays, taken apart and put together again many thousand times
 * a second. Knows clients, vehicles, places and whole-number times and costs; nothing of fields, days or fen.
 */
@NullMarked
package org.siji.dispatch.search;

import org.jspecify.annotations.NullMarked;
