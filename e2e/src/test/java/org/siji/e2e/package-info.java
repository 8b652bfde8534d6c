/** What a person does in the browser, from login to statement. */
@NullMarked
package org.siji.e2e;

import org.jspecify.annotations.NullMarked;
