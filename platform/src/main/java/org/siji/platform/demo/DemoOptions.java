package org.siji.platform.demo;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What {@code ./siji demo} was asked for.
 *
 * @param enabled whether to play the season at all; {@code ./siji serve} does not
 * @param once    end after the season instead of serving the pages
 * @param json    the summary as JSON on standard output, and nothing else there
 * @param mu      size of the sample county
 * @param seed    the same seed makes the same county
 */
@ConfigurationProperties("siji.demo")
public record DemoOptions(@DefaultValue("false") boolean enabled, @DefaultValue("false") boolean once,
        @DefaultValue("false") boolean json, @DefaultValue("3000") int mu, @DefaultValue("20260401") long seed) {}
