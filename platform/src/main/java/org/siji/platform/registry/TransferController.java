package org.siji.platform.registry;

import java.util.List;

import org.siji.platform.api.Page;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import static org.siji.platform.identity.Role.COUNTY;
import static org.siji.platform.identity.Role.TOWNSHIP;
import static org.siji.platform.identity.Role.VILLAGE;

/** Takes in transfers of the management right by the list. */
@RestController
@RequestMapping("/api/v1/transfers")
class TransferController {

    private final TransferRegister transfers;

    TransferController(TransferRegister transfers) {
        this.transfers = transfers;
    }

    @PostMapping("/bulk")
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Page<TransferRegister.Stored> create(@RequestBody List<TransferRegister.NewTransfer> request, CurrentUser user) {
        return new Page<>(transfers.record(request, user), null);
    }
}
