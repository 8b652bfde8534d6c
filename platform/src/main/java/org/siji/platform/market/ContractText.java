package org.siji.platform.market;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.siji.geo.PayableArea;
import org.siji.money.Money;

/**
 * Fills the contract's template: <code>${name}</code> stands for a value, a line that begins with {@code #name} is repeated for
 * each row of the list of that name. The text is made when a contract is drafted or an amendment is proposed; once sent it stays.
 */
final class ContractText {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(\\w+)}");
    private static final Pattern REPEATED = Pattern.compile("#(\\w+) (.*)");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
            .withLocale(Locale.CHINA);
    private static final List<String> TEMPLATE = read("/contracts/contract.zh.txt");

    private ContractText() {}

    /** @param area rounded to 0.01 mu for each field, so that the column adds up with a pencil */
    record FieldLine(String fieldName, String cultivatorNameMasked, PayableArea area) {}

    /**
     * @param operation      its Chinese name
     * @param priceClasses   of this operation, smallest first
     * @param offered        whether the bundle price is one that the provider offered for this bundle, not its list's
     * @param acceptance     whole sentences
     * @param replacesNumber number of the terminated contract that this one takes over from
     * @param mode           its Chinese name
     * @param amended        null for the first wording
     */
    record Terms(String number, LocalDate draftedOn, @Nullable String replacesNumber, String village, String provider,
            int season, String operation, LocalDate windowFrom, LocalDate windowTo, List<FieldLine> fields,
            List<PriceClass> priceClasses, long singlePriceFenPerMu, long bundlePriceFenPerMu,
            boolean offered, long serviceFeeFenPerMu, String acceptance, String mode, ContractTerms agreed,
            @Nullable Amended amended) {}

    /**
     * Which wording an amendment takes the place of, and why.
     *
     * @param changes   in words
     * @param newPrice  null where no amendment has touched the price
     */
    record Amended(int edition, String reason, int oldEdition, String oldSha256, List<String> changes,
            @Nullable NewPrice newPrice) {}

    record NewPrice(LocalDate from, long fenPerMu, long oldFenPerMu) {}

    static String fill(Terms terms) {
        BigDecimal totalMu = terms.fields().stream().map(FieldLine::area).reduce(PayableArea.ZERO, PayableArea::plus)
                .mu();
        Map<String, String> values = Map.ofEntries(Map.entry("number", terms.number()),
                Map.entry("draftedOn", DAY.format(terms.draftedOn())), Map.entry("village", terms.village()),
                Map.entry("provider", terms.provider()), Map.entry("season", String.valueOf(terms.season())),
                Map.entry("operation", terms.operation()),
                Map.entry("count", String.valueOf(terms.fields().size())), Map.entry("totalMu", totalMu.toString()),
                Map.entry("windowFrom", DAY.format(terms.windowFrom())),
                Map.entry("windowTo", DAY.format(terms.windowTo())),
                Map.entry("bundlePrice", yuan(terms.bundlePriceFenPerMu())),
                Map.entry("singlePrice", yuan(terms.singlePriceFenPerMu())),
                Map.entry("gain", yuan(terms.singlePriceFenPerMu() - terms.bundlePriceFenPerMu())),
                Map.entry("serviceFee", yuan(terms.serviceFeeFenPerMu())),
                Map.entry("acceptance", terms.acceptance()), Map.entry("mode", terms.mode()));
        Map<String, List<Map<String, String>>> lists = new HashMap<>(Map.of("fields", fieldRows(terms.fields()),
                "prices",
                terms.priceClasses().stream().map(each -> Map.of("fromMu",
                        BigDecimal.valueOf(each.minCentimu(), 2).toString(), "price", yuan(each.fenPerMu()))).toList(),
                "offered",
                terms.offered() && (terms.amended() == null || terms.amended().newPrice() == null)
                        ? List.of(Map.of("price", yuan(terms.bundlePriceFenPerMu())))
                        : List.of(),
                "replaces",
                terms.replacesNumber() == null
                        ? List.of()
                        : List.of(Map.of("oldNumber", terms.replacesNumber()))));
        Amended amended = terms.amended();
        putAmended(lists, amended);
        lists.putAll(AgreedLines.of(terms.agreed(), DAY));
        return TEMPLATE.stream().flatMap(line -> {
            Matcher repeated = REPEATED.matcher(line);
            return repeated.matches()
                    ? valueOf(lists, repeated.group(1)).stream().map(row -> fill(repeated.group(2), row))
                    : Stream.of(fill(line, values));
        }).collect(Collectors.joining("\n", "", "\n"));
    }

    private static void putAmended(Map<String, List<Map<String, String>>> lists, @Nullable Amended amended) {
        lists.put("amended", amended == null
                ? List.of()
                : List.of(Map.of("number", String.valueOf(amended.edition() - 1), "edition",
                        String.valueOf(amended.edition()), "reason", amended.reason(), "old",
                        String.valueOf(amended.oldEdition()), "oldSha256", amended.oldSha256())));
        List<String> changes = amended == null ? List.of() : amended.changes();
        lists.put("change", IntStream.range(0, changes.size())
                .mapToObj(i -> Map.of("index", String.valueOf(i + 1), "text", changes.get(i))).toList());
        NewPrice price = amended == null ? null : amended.newPrice();
        lists.put("priceFrom", price == null
                ? List.of()
                : List.of(Map.of("price", yuan(price.fenPerMu()), "from", DAY.format(price.from()), "old",
                        yuan(price.oldFenPerMu()))));
    }

    static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(
                    MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Map<String, String>> fieldRows(List<FieldLine> fields) {
        return IntStream.range(0, fields.size()).mapToObj(i -> {
            FieldLine line = fields.get(i);
            return Map.of("index", String.valueOf(i + 1), "field", line.fieldName(), "cultivator",
                    line.cultivatorNameMasked(), "areaMu", line.area().mu().toString());
        }).toList();
    }

    private static String fill(String line, Map<String, String> values) {
        return PLACEHOLDER.matcher(line)
                .replaceAll(match -> Matcher.quoteReplacement(valueOf(values, match.group(1))));
    }

    private static <T> T valueOf(Map<String, T> values, String name) {
        T value = values.get(name);
        if (value == null) {
            throw new IllegalStateException("the contract template asks for " + name);
        }
        return value;
    }

    static String yuan(long fen) {
        return Money.ofFen(fen).yuan().toString();
    }

    private static List<String> read(String resource) {
        try (InputStream in = ContractText.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("missing " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
