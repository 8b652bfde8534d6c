/**
 * Personal data at rest: SM4-GCM with a key that is kept outside the database, search by keyed HMAC-SM3, masking for display. Owns
 * no table; knows no other module. Personal data never goes into logs, events or addresses.
 */
@NullMarked
@ApplicationModule(type = ApplicationModule.Type.OPEN)
package org.siji.platform.privacy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
