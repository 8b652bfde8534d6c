package org.siji.platform.notice;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.NoticeKind;
import org.siji.platform.api.ProblemException;
import org.siji.platform.identity.Public;
import org.siji.platform.notice.Notices.ContentKind;
import org.siji.platform.notice.Notices.Notice;
import org.siji.platform.registry.RegionRegister;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where the code on the wall leads: the same content without a login. Who objected and what was said is not shown. */
@RestController
@RequestMapping("/api/v1/public/notices")
class PublicNoticeController {

    private final Notices notices;
    private final RegionRegister regions;

    PublicNoticeController(Notices notices, RegionRegister regions) {
        this.notices = notices;
        this.regions = regions;
    }

    /**
     * @param text    what was published, in JSON: its SHA-256 is {@code sha256}, anybody may compute it
     * @param genuine whether what the platform keeps still has that fingerprint
     */
    record PublicNotice(UUID id, NoticeKind kind, String title, String villageName, int season, int number,
            OffsetDateTime publishedAt, OffsetDateTime objectionsTo, Notices.State state, @Nullable Boolean stands,
            @Nullable String conclusion, @Nullable LocalDate carriedOutOn, long objections, long openObjections,
            ContentKind contentKind, String text, String sha256, boolean genuine) {}

    @Public
    @GetMapping("/{id}")
    PublicNotice get(@PathVariable UUID id) {
        Notice notice = notices.findNotice(id).orElseThrow(() -> ProblemException.notFound("notice", id));
        String text = notices.getContent(id);
        return new PublicNotice(id, notice.kind(), notice.title(), regions.getRegion(notice.villageCode()).name(),
                notice.season(), notice.number(), notice.publishedAt(), notice.objectionsTo(), notice.state(),
                notice.stands(), notice.conclusion(), notice.carriedOutOn(), notice.objections(),
                notice.openObjections(), notice.contentKind(), text, notice.sha256(),
                Notices.sha256(text).equals(notice.sha256()));
    }
}
