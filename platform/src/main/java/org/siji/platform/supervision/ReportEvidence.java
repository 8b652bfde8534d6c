package org.siji.platform.supervision;

import java.util.UUID;

import org.siji.platform.evidence.EvidenceSubject;
import org.siji.platform.identity.CurrentUser;
import org.springframework.stereotype.Component;

/** What was seen: photos with the report. */
@Component
class ReportEvidence implements EvidenceSubject {

    private final Reports reports;

    ReportEvidence(Reports reports) {
        this.reports = reports;
    }

    @Override
    public String type() {
        return "reports";
    }

    @Override
    public boolean maySee(CurrentUser user, UUID subjectId) {
        return reports.find(subjectId).filter(report -> Reports.sees(user, report)).isPresent();
    }
}
