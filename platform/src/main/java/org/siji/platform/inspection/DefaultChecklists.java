package org.siji.platform.inspection;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Ids;
import org.siji.platform.api.Operation;
import org.siji.platform.inspection.Checklist.Item;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import tools.jackson.databind.json.JsonMapper;

import static java.util.Objects.requireNonNull;

/** Brings the platform's own checklists into the database at the start; what a new release says otherwise becomes the next edition. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class DefaultChecklists implements ApplicationRunner {

    private static final String FILE = "/inspection/checklists.json";
    private static final LocalDate ALWAYS = LocalDate.of(2000, 1, 1);
    private static final String BY = "siji";

    private final Checklists checklists;
    private final JsonMapper json;
    private final TransactionTemplate transaction;

    DefaultChecklists(Checklists checklists, JsonMapper json, PlatformTransactionManager manager) {
        this.checklists = checklists;
        this.json = json;
        this.transaction = new TransactionTemplate(manager);
    }

    record Sheet(Operation operation, int points, String note, List<Item> items) {}

    @Override
    public void run(ApplicationArguments arguments) throws IOException {
        try (InputStream file = requireNonNull(DefaultChecklists.class.getResourceAsStream(FILE))) {
            List<Sheet> sheets = List.of(json.readValue(file, Sheet[].class));
            transaction.executeWithoutResult(status -> sheets.forEach(this::bring));
        }
    }

    private void bring(Sheet sheet) {
        int edition = checklists.nextEdition(null, sheet.operation());
        boolean known = checklists.list(null, sheet.operation()).stream().findFirst()
                .filter(last -> last.points() == sheet.points() && last.note().equals(sheet.note())
                        && isSame(last.items(), sheet.items()))
                .isPresent();
        if (!known) {
            checklists.insert(new Checklist(Ids.next(), null, sheet.operation(), edition, sheet.points(), sheet.note(),
                    ALWAYS, sheet.items()), BY);
        }
    }

    private static boolean isSame(List<Item> some, List<Item> others) {
        return some.size() == others.size()
                && IntStream.range(0, some.size()).allMatch(n -> plain(some.get(n)).equals(plain(others.get(n))));
    }

    /** 0.8 and 0.8000 are one number. */
    private static Item plain(Item item) {
        return new Item(item.code(), item.name(), item.unit(), item.kind(), plain(item.least()), plain(item.most()),
                plain(item.passShare()), item.counts(), item.how(), item.source(), item.example());
    }

    private static @Nullable BigDecimal plain(@Nullable BigDecimal number) {
        return number == null ? null : new BigDecimal(number.stripTrailingZeros().toPlainString());
    }
}
