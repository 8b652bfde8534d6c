package org.siji.platform.settlement;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Page;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import static org.siji.platform.identity.Role.COUNTY;
import static org.siji.platform.identity.Role.PROVIDER;
import static org.siji.platform.identity.Role.TOWNSHIP;
import static org.siji.platform.identity.Role.VILLAGE;

/** Looks into the ledger; nothing here writes. */
@RestController
@RequestMapping("/api/v1")
class LedgerController {

    private final AccountRegister accounts;
    private final AuditChain chain;

    LedgerController(AccountRegister accounts, AuditChain chain) {
        this.accounts = accounts;
        this.chain = chain;
    }

    record AccountDetail(AccountRegister.NamedAccount account, List<AccountRegister.Posting> postings) {}

    @GetMapping("/accounts")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, PROVIDER})
    Page<AccountRegister.NamedAccount> list(CurrentUser user, @RequestParam @Nullable String village,
            @RequestParam @Nullable AccountKind kind, @RequestParam @Nullable Integer limit,
            @RequestParam @Nullable String cursor) {
        return Page.of(accounts.list(user, village, kind, Page.after(cursor), Page.rowsToRead(limit)), limit,
                AccountRegister.NamedAccount::id);
    }

    @GetMapping("/accounts/{id}")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, PROVIDER})
    AccountDetail get(CurrentUser user, @PathVariable UUID id) {
        return new AccountDetail(accounts.getAccount(user, id), accounts.listPostings(id));
    }

    @GetMapping("/ledger/{transactionId}")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    AuditChain.Ledgered transaction(CurrentUser user, @PathVariable UUID transactionId) {
        return chain.getTransaction(user, transactionId);
    }

    @GetMapping("/audit-chain/{postingId}")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    AuditChain.Chain trace(CurrentUser user, @PathVariable UUID postingId) {
        return chain.trace(user, postingId);
    }
}
