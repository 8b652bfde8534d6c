/** Tables of values: tracks as terminals' back offices export them, in UTF-8 or GBK, with Chinese or English column names. */
@NullMarked
package org.siji.formats.csv;

import org.jspecify.annotations.NullMarked;
