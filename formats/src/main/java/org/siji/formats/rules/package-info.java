/** Rules for subsidies as data: those that come along, and those of a county's own file. */
@NullMarked
package org.siji.formats.rules;

import org.jspecify.annotations.NullMarked;
