package org.siji.platform.market;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.siji.geo.PayableArea;
import org.siji.platform.api.Sentences;
import org.springframework.stereotype.Component;

/** Says in Chinese, for the text of an amendment, what is different from the wording before. Nothing said: nothing changes. */
@Component
class AmendmentWords {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
            .withLocale(Locale.CHINA);

    private final Sentences sentences;

    AmendmentWords(Sentences sentences) {
        this.sentences = sentences;
    }

    /** @param priceFrom null where the price stays */
    List<String> changes(ContractStore.Row old, ContractTerms oldTerms, ContractStore.Row fresh, ContractTerms terms,
            @Nullable LocalDate priceFrom, List<ContractedNeed> dropped, List<ContractedNeed> added) {
        List<String> changes = new ArrayList<>();
        if (priceFrom != null) {
            changes.add(say("price", ContractText.yuan(old.bundlePriceFenPerMu()),
                    ContractText.yuan(fresh.bundlePriceFenPerMu()), DAY.format(priceFrom)));
        }
        if (!old.windowFrom().equals(fresh.windowFrom()) || !old.windowTo().equals(fresh.windowTo())) {
            changes.add(say("window", DAY.format(old.windowFrom()), DAY.format(old.windowTo()),
                    DAY.format(fresh.windowFrom()), DAY.format(fresh.windowTo())));
        }
        dropped.forEach(need -> changes.add(say("dropped", need.fieldName(), PayableArea.of(need.area()).mu())));
        added.forEach(need -> changes.add(say("added", need.fieldName(), PayableArea.of(need.area()).mu())));
        if (old.mode() != fresh.mode()) {
            changes.add(say("mode", old.mode(), fresh.mode()));
        }
        money(changes, "supervision", oldTerms.supervisionFenPerMu(), terms.supervisionFenPerMu());
        money(changes, "deposit", oldTerms.depositFen(), terms.depositFen());
        other(changes, "yield", oldTerms.yield(), terms.yield());
        other(changes, "benefits", oldTerms.benefits(), terms.benefits());
        other(changes, "penalty", oldTerms.penalty(), terms.penalty());
        other(changes, "milestones", oldTerms.milestones(), terms.milestones());
        other(changes, terms.clause().isEmpty() ? "clause-gone" : "clause", oldTerms.clause(), terms.clause());
        return changes;
    }

    private void money(List<String> changes, String what, long before, long after) {
        if (before != after) {
            changes.add(say(what, ContractText.yuan(before), ContractText.yuan(after)));
        }
    }

    private void other(List<String> changes, String what, @Nullable Object before, @Nullable Object after) {
        if (!Objects.equals(before, after)) {
            changes.add(say(what));
        }
    }

    /** For the contract's history. */
    String step(String what, Object... args) {
        return sentences.say(Locale.SIMPLIFIED_CHINESE, "amendment." + what, args);
    }

    private String say(String what, Object... args) {
        return sentences.say(Locale.SIMPLIFIED_CHINESE, "amendment.change." + what, args);
    }
}
