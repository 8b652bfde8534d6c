@NullMarked
package org.siji.platform.demo;

import org.jspecify.annotations.NullMarked;
