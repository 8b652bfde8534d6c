package org.siji.platform.qualification;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.market.Provider;
import org.siji.platform.qualification.Paper.State;
import org.springframework.stereotype.Component;

/** What others may know about papers: no numbers and no names of persons. */
@Component
public class ValidPapers {

    private static final UUID START = new UUID(0, 0);

    private final Papers papers;
    private final PaperKinds kinds;
    private final PaperViews views;
    private final PaperAccess access;

    ValidPapers(Papers papers, PaperKinds kinds, PaperViews views, PaperAccess access) {
        this.papers = papers;
        this.kinds = kinds;
        this.views = views;
        this.access = access;
    }

    /**
     * A paper that was inspected and holds today.
     *
     * @param validTo     last day, null without end
     * @param inspectedBy name of the region whose office it was, '' for the platform's operator
     * @param officeRole  COUNTY or TOWNSHIP
     */
    public record ValidPaper(String kind, String name, String nameEn, LocalDate validFrom, @Nullable LocalDate validTo,
            String inspectedBy, String officeRole, LocalDate inspectedOn) {}

    public List<ValidPaper> listValid(UUID providerId) {
        Map<String, PaperKind> known = kinds.map();
        return papers.listOf(providerId).stream().filter(Paper::isPassed)
                .filter(paper -> paper.holdsOn(papers.today())).map(paper -> {
                    PaperKind kind = Objects.requireNonNull(known.get(paper.kind()));
                    return new ValidPaper(kind.code(), kind.name(), kind.nameEn(), paper.validFrom(), paper.validTo(),
                            views.officeName(Objects.requireNonNullElse(paper.officeCode(), "")),
                            Objects.requireNonNullElse(paper.officeRole(), ""),
                            Objects.requireNonNull(paper.inspectedOn()));
                }).toList();
    }

    /** @param valid with those that are ending; of the ending, ended and refused ones only those that no other paper follows */
    public record PaperCounts(long valid, long toInspect, long ending, long ended, long refused) {}

    /** Of the providers whose papers the user may look at. */
    public Map<UUID, PaperCounts> mapCounts(CurrentUser user) {
        List<UUID> visible = access.listVisible(user).stream().map(Provider::id).toList();
        Map<UUID, Map<State, Long>> states = new HashMap<>();
        papers.list(visible, null, null, false, START, Integer.MAX_VALUE).stream()
                .filter(paper -> !paper.renewed() || paper.state() == State.VALID || paper.state() == State.TO_INSPECT)
                .forEach(paper -> states.computeIfAbsent(paper.providerId(), id -> new EnumMap<>(State.class))
                        .merge(paper.state(), 1L, Long::sum));
        Map<UUID, PaperCounts> counts = new HashMap<>();
        visible.forEach(id -> {
            Map<State, Long> own = states.getOrDefault(id, Map.of());
            counts.put(id, new PaperCounts(own.getOrDefault(State.VALID, 0L) + own.getOrDefault(State.ENDING, 0L),
                    own.getOrDefault(State.TO_INSPECT, 0L), own.getOrDefault(State.ENDING, 0L),
                    own.getOrDefault(State.ENDED, 0L), own.getOrDefault(State.REFUSED, 0L)));
        });
        return counts;
    }
}
