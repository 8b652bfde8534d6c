/** JSON as plain maps and lists, for what is too short to be worth data binding. */
@NullMarked
package org.siji.formats.json;

import org.jspecify.annotations.NullMarked;
