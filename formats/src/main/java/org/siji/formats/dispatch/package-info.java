/**
 * Dispatch problems and plans: our JSON (schema in {@code docs/dispatch}), Solomon's text format, VRPLIB, and {@code .sol} files.
 */
@NullMarked
package org.siji.formats.dispatch;

import org.jspecify.annotations.NullMarked;
