/** How all readers of XML here open it: no document types, no other files, no endless depth. */
@NullMarked
package org.siji.formats.xml;

import org.jspecify.annotations.NullMarked;
