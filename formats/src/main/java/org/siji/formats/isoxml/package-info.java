/**
 * Task data of farm machines (ISO 11783-10, versions 3 and 4): tasks, devices, fields and time logs. Damaged input gives what
 * can be saved, with a problem for what can't. Of the values in a log only those are read that measuring work needs.
 */
@NullMarked
package org.siji.formats.isoxml;

import org.jspecify.annotations.NullMarked;
