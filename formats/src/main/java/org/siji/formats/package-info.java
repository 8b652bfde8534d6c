/**
 * Readers and writers over streams, one package per format. Bad input becomes a list of {@link org.siji.formats.Problem}s,
 * never a stack trace.
 */
@NullMarked
package org.siji.formats;

import org.jspecify.annotations.NullMarked;
