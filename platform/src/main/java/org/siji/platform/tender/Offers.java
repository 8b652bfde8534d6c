package org.siji.platform.tender;

import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Ids;
import org.siji.platform.privacy.PersonalData;
import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;

/**
 * Seals what providers offer and opens it again. The seal keeps it from whoever reads the database or a backup of it, and the API
 * answers nobody with it before the opening; it does not keep it from whoever holds the server's key and its database together.
 */
@Component
class Offers {

    /** @param version how often the provider has offered or withdrawn until then */
    record Offer(UUID id, UUID providerId, int version, long fenPerMu, String note, OffsetDateTime offeredAt,
            String offeredBy) {}

    /** @param fenPerMu and note: null for a withdrawal */
    record Version(int version, @Nullable Long fenPerMu, @Nullable String note, OffsetDateTime offeredAt,
            String offeredBy) {}

    /** The tender and the provider stand inside, so that nobody swaps two sealed offers in the table unnoticed. */
    private record Content(UUID tenderId, UUID providerId, long fenPerMu, String note) {}

    private final TenderStore store;
    private final PersonalData personalData;
    private final JsonMapper json;

    Offers(TenderStore store, PersonalData personalData, JsonMapper json) {
        this.store = store;
        this.personalData = personalData;
        this.json = json;
    }

    void seal(UUID tenderId, UUID providerId, long fenPerMu, String note, OffsetDateTime at, String by) {
        byte[] sealed = personalData
                .encrypt(json.writeValueAsBytes(new Content(tenderId, providerId, fenPerMu, note)));
        store.offer(Ids.next(), tenderId, providerId, sealed, at, by);
    }

    void withdraw(UUID tenderId, UUID providerId, OffsetDateTime at, String by) {
        store.offer(Ids.next(), tenderId, providerId, null, at, by);
    }

    /** Only for a tender that was opened; the cheapest first. */
    List<Offer> unseal(UUID tenderId) {
        return store.listLive(tenderId).stream().map(sealed -> {
            Content content = content(tenderId, sealed);
            return new Offer(sealed.id(), sealed.providerId(), sealed.version(), content.fenPerMu(), content.note(),
                    sealed.offeredAt(), sealed.offeredBy());
        }).sorted(Comparator.comparingLong(Offer::fenPerMu).thenComparing(Offer::id)).toList();
    }

    /** A provider's own, for itself. */
    List<Version> listOwn(UUID tenderId, UUID providerId) {
        return store.listVersions(tenderId, providerId).stream().map(sealed -> {
            Content content = sealed.sealed() == null ? null : content(tenderId, sealed);
            return new Version(sealed.version(), content == null ? null : content.fenPerMu(),
                    content == null ? null : content.note(), sealed.offeredAt(), sealed.offeredBy());
        }).toList();
    }

    private Content content(UUID tenderId, TenderStore.SealedOffer offer) {
        byte[] sealed = offer.sealed();
        if (sealed == null) {
            throw new IllegalStateException("withdrawn offer " + offer.id());
        }
        Content content = json.readValue(personalData.decryptBytes(sealed), Content.class);
        if (!content.tenderId().equals(tenderId) || !content.providerId().equals(offer.providerId())) {
            throw new IllegalStateException("offer " + offer.id() + " was sealed for another tender or provider");
        }
        return content;
    }
}
