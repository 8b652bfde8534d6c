package org.siji.platform.identity;

import java.util.Locale;

import org.siji.platform.api.Sentences;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Tells the one-time password of a fresh installation's administrator on the terminal, once; it stands in no log. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
@ConditionalOnProperty(name = "siji.demo.enabled", havingValue = "false", matchIfMissing = true)
class FirstAdministratorRunner implements ApplicationRunner {

    private final FirstAdministrator administrator;
    private final Sentences sentences;

    FirstAdministratorRunner(FirstAdministrator administrator, Sentences sentences) {
        this.administrator = administrator;
        this.sentences = sentences;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        administrator.createIfNobody().ifPresent(password -> {
            for (Locale locale : new Locale[]{Locale.CHINESE, Locale.ENGLISH}) {
                System.out.println(sentences.say(locale, "first-administrator", FirstAdministrator.USERNAME, password));
            }
        });
    }
}
