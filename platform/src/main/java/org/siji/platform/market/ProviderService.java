package org.siji.platform.market;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.geo.Area;
import org.siji.geo.PayableArea;
import org.siji.platform.api.Ids;
import org.siji.platform.api.Operation;
import org.siji.platform.api.Page;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Versions;
import org.siji.platform.api.Violations;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.identity.Role;
import org.siji.platform.market.ProviderController.PriceView;
import org.siji.platform.market.ProviderController.PricesRequest;
import org.siji.platform.market.ProviderController.PricesView;
import org.siji.platform.market.ProviderController.ProviderRequest;
import org.siji.platform.market.ProviderController.ProviderView;
import org.siji.platform.privacy.Masking;
import org.siji.platform.privacy.PersonalData;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Registers providers and publishes their price lists. */
@Service
class ProviderService implements Providers {

    /** Farm days are days of China, wherever the server stands. */
    static final ZoneId FARM_ZONE = ZoneId.of("Asia/Shanghai");

    private static final String COLUMNS = "select id, name, contact_name, phone, service_area, region_code, version from provider ";

    private static final RowMapper<Row> ROW = new SimplePropertyRowMapper<>(Row.class);

    private record Row(UUID id, String name, byte @Nullable [] contactName, byte @Nullable [] phone,
            String serviceArea, String regionCode, long version) {}

    private final JdbcClient jdbc;
    private final PersonalData personalData;
    private final PriceLists priceLists;
    private final Clock clock;

    ProviderService(JdbcClient jdbc, PersonalData personalData, PriceLists priceLists, Clock clock) {
        this.jdbc = jdbc;
        this.personalData = personalData;
        this.priceLists = priceLists;
        this.clock = clock;
    }

    ProviderView register(ProviderRequest request, CurrentUser user) {
        Violations.collect().requireValue(request.name(), "name").throwIfAny();
        UUID id = Ids.next();
        jdbc.sql("""
                insert into provider (id, name, contact_name, phone, service_area, region_code)
                values (:id, :name, :contact, :phone, :area, :region)""").param("id", id)
                .param("name", Objects.requireNonNull(request.name()).strip())
                .param("contact", personalData.encryptNullable(request.contactName()))
                .param("phone", personalData.encryptNullable(request.phone()))
                .param("area", Objects.requireNonNullElse(request.serviceArea(), ""))
                .param("region", user.regionPrefix())
                .update();
        return view(find(id).orElseThrow());
    }

    Page<ProviderView> list(CurrentUser user, @Nullable String cursor, @Nullable Integer limit) {
        List<ProviderView> found = jdbc.sql(COLUMNS + """
                where id > :after and (cast(:own as uuid) is null or id = :own) order by id limit :rows""")
                .param("after", Page.after(cursor)).param("own", user.providerId())
                .param("rows", Page.rowsToRead(limit)).query(ROW).list().stream().map(this::view).toList();
        return Page.of(found, limit, ProviderView::id);
    }

    ProviderView get(UUID id, CurrentUser user) {
        return view(visible(id, user));
    }

    private Row visible(UUID id, CurrentUser user) {
        return find(id).filter(row -> user.role() != Role.PROVIDER || user.isProvider(id))
                .orElseThrow(() -> ProblemException.notFound("provider", id));
    }

    private Optional<Row> find(UUID id) {
        return jdbc.sql(COLUMNS + "where id = :id").param("id", id).query(ROW).optional();
    }

    private ProviderView view(Row row) {
        String contact = personalData.decryptNullable(row.contactName());
        return new ProviderView(row.id(), row.name(), contact == null ? null : Masking.name(contact),
                Masking.phone(personalData.decryptNullable(row.phone())), row.serviceArea(), row.version());
    }

    /** A later list replaces an earlier one from its first day on; one for the same day corrects it. */
    PricesView publish(UUID id, PricesRequest request, @Nullable String ifMatch, CurrentUser user) {
        getOwnProvider(id, user);
        visible(id, user);
        Violations problems = Violations.collect();
        problems.requireValue(request.validFrom(), "validFrom");
        problems.require(request.prices() != null && !request.prices().isEmpty(), "required", "prices");
        List<PriceLists.Row> rows = PriceRules.check(Objects.requireNonNullElse(request.prices(), List.of()),
                problems);
        problems.throwIfAny();
        moveVersion(id, ifMatch);
        LocalDate validFrom = Objects.requireNonNull(request.validFrom());
        priceLists.publish(id, validFrom, rows, user.username());
        return prices(id, validFrom, user);
    }

    /** For a change of the provider's own data: of two people who saw the same, one is first. */
    void moveVersion(UUID id, @Nullable String ifMatch) {
        long version = find(id).orElseThrow().version();
        Versions.require(ifMatch, version);
        int moved = jdbc.sql("update provider set version = version + 1 where id = :id and version = :version")
                .param("id", id).param("version", version).update();
        if (moved == 0) {
            Versions.require(ifMatch, find(id).orElseThrow().version());
        }
    }

    PricesView prices(UUID id, @Nullable LocalDate on, CurrentUser user) {
        Row provider = visible(id, user);
        LocalDate day = on == null ? LocalDate.now(clock.withZone(FARM_ZONE)) : on;
        return priceLists.findOn(id, day)
                .map(head -> new PricesView(head.validFrom(),
                        priceLists.listRows(head.id()).stream().map(row -> new PriceView(row.operation(),
                                BigDecimal.valueOf(row.minCentimu(), 2), row.fenPerMu())).toList(),
                        provider.version()))
                .orElseGet(() -> new PricesView(null, List.of(), provider.version()));
    }

    @Override
    public Provider getProvider(UUID id) {
        return find(id).map(row -> new Provider(row.id(), row.name(), row.regionCode()))
                .orElseThrow(() -> ProblemException.notFound("provider", id));
    }

    @Override
    public Provider getOwnProvider(UUID id, CurrentUser user) {
        Provider provider = getProvider(id);
        if (!provider.mayBeChangedBy(user)) {
            throw ProblemException.notFound("provider", id);
        }
        return provider;
    }

    @Override
    public List<Provider> listProviders() {
        return jdbc.sql("select id, name, region_code from provider order by id").query(Provider.class).list();
    }

    @Override
    public List<ListPrice> listPrices(Operation operation, LocalDate day, Area contiguousArea) {
        PayableArea area = PayableArea.of(contiguousArea);
        List<ListPrice> prices = new ArrayList<>();
        priceLists.mapClasses(operation, day).forEach((providerId, dated) -> {
            List<PriceClass> classes = dated.stream().map(PriceLists.DatedClass::priceClass).toList();
            prices.add(new ListPrice(providerId, dated.getFirst().validFrom(), classes.getFirst().fenPerMu(),
                    PriceClass.priceFor(area, classes)));
        });
        return prices;
    }
}
