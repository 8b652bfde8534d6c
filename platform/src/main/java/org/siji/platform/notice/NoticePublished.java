package org.siji.platform.notice;

import java.util.List;
import java.util.UUID;

/** A village's notice was published: the settlement of these contracts is shown to all. Heard in the transaction of the request. */
public record NoticePublished(UUID noticeId, int season, List<UUID> contractIds) {}
