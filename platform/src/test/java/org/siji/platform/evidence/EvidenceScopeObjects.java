package org.siji.platform.evidence;

import java.util.List;
import java.util.Map;

import org.siji.platform.identity.ScopeObjects;
import org.siji.platform.support.ApiClient.Part;
import org.siji.platform.support.HarvestSeason.Season;
import org.springframework.stereotype.Component;

/** A photo behind the first farm's need. */
@Component
class EvidenceScopeObjects implements ScopeObjects {

    @Override
    public void make(Season season, Map<String, String> objects) {
        objects.put("evidence", season.clerk()
                .upload("/evidence",
                        List.of(Part.field("subjectType", "needs"),
                                Part.field("subjectId", String.valueOf(objects.get("needs"))),
                                Part.field("kind", "PHOTO"),
                                Part.file("file", "a.jpg", EvidenceTest.JPEG)))
                .json().path("id").asString());
    }
}
