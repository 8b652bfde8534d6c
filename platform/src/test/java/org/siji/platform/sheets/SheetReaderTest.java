package org.siji.platform.sheets;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.Test;
import org.siji.platform.api.ProblemException;
import org.siji.platform.sheets.SheetTable.Kind;
import org.siji.platform.sheets.SheetTable.Row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Files as Excel itself writes them, made by hand: shared strings, styled dates, formulas, merged cells. */
class SheetReaderTest {

    private static final String NS = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
    private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    private static final List<SheetColumn> WANTED = List.of(SheetColumn.required("code", "户编号"),
            SheetColumn.required("day", "开始日期"), SheetColumn.optional("area", "面积"));

    static byte[] zip(Map<String, String> parts) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return out.toByteArray();
    }

    static Map<String, String> excel(String sheetData, String... strings) {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("[Content_Types].xml", HEAD
                + "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>"
                + override("workbook", "sheet.main") + override("worksheets/sheet1", "worksheet")
                + override("worksheets/sheet2", "worksheet") + override("styles", "styles")
                + override("sharedStrings", "sharedStrings") + "</Types>");
        parts.put("_rels/.rels", HEAD
                + "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
        parts.put("xl/workbook.xml", HEAD + "<workbook " + NS
                + " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"说明\" sheetId=\"1\" r:id=\"rId1\"/><sheet name=\"名单\" sheetId=\"2\" r:id=\"rId2\"/></sheets></workbook>");
        String type = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
        parts.put("xl/_rels/workbook.xml.rels", HEAD
                + "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\""
                + type + "worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" Type=\"" + type
                + "worksheet\" Target=\"worksheets/sheet2.xml\"/><Relationship Id=\"rId3\" Type=\"" + type
                + "styles\" Target=\"styles.xml\"/><Relationship Id=\"rId4\" Type=\"" + type
                + "sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>");
        parts.put("xl/styles.xml", HEAD + "<styleSheet " + NS
                + "><numFmts count=\"1\"><numFmt numFmtId=\"176\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;\"/></numFmts>"
                + "<cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"176\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>");
        StringBuilder shared = new StringBuilder(HEAD + "<sst " + NS + ">");
        for (String text : strings) {
            shared.append("<si><t xml:space=\"preserve\">").append(text).append("</t></si>");
        }
        parts.put("xl/sharedStrings.xml", shared.append("</sst>").toString());
        parts.put("xl/worksheets/sheet1.xml", HEAD + "<worksheet " + NS
                + "><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>填表说明</t></is></c></row></sheetData></worksheet>");
        parts.put("xl/worksheets/sheet2.xml", HEAD + "<worksheet " + NS + ">" + sheetData + "</worksheet>");
        return parts;
    }

    private static String override(String part, String type) {
        return "<Override PartName=\"/xl/" + part
                + ".xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml." + type
                + "+xml\"/>";
    }

    private static String problem(byte[] file) {
        ProblemException problem = catchThrowableOfType(ProblemException.class, () -> SheetReader.read(file, WANTED));
        return problem.code();
    }

    @Test
    void findsTheSheetAndTheHeadAndUnderstandsTheCells() throws IOException {
        SheetTable table = SheetReader.read(zip(excel("""
                <sheetData>
                <row r="1"><c r="A1" t="s"><v>0</v></c></row>
                <row r="4"><c r="B4" t="s"><v>1</v></c><c r="C4" t="s"><v>2</v></c><c r="D4" t="s"><v>3</v></c></row>
                <row r="5"><c r="B5" s="1"><v>46213</v></c><c r="C5" t="s"><v>4</v></c><c r="D5"><v>3.5</v></c></row>
                <row r="6"><c r="B6" t="s"><v>5</v></c><c r="C6"><v>4.3010110120101001E+17</v></c><c r="D6"><f>D5*2</f><v>7</v></c></row>
                <row r="9"><c r="B9" s="1"/></row>
                <row r="12"><c r="B12"><v>20260711</v></c><c r="C12"/></row>
                </sheetData><mergeCells count="1"><mergeCell ref="C12:D13"/></mergeCells>""", "花名册", "开始日期 *", "户编号",
                "面积（亩）", "４３０１", "7月10日")), WANTED);
        assertThat(table.sheetName()).isEqualTo("名单");
        assertThat(table.headRow()).isEqualTo(4);
        assertThat(table.rows()).extracting(Row::number).containsExactly(5, 6, 12);
        Row first = table.rows().getFirst();
        assertThat(table.cell(first, "day")).isEqualTo(new SheetTable.Cell(Kind.DATE, "2026-07-10", false));
        assertThat(SheetText.plain(table.cell(first, "code").text())).isEqualTo("4301");
        assertThat(table.cell(first, "area").text()).isEqualTo("3.5");
        Row second = table.rows().get(1);
        assertThat(table.cell(second, "area").kind()).isEqualTo(Kind.FORMULA);
        assertThat(table.cell(second, "code").text()).hasSize(18);
        assertThat(table.cell(table.rows().get(2), "code").merged()).isTrue();
    }

    @Test
    void daysAreUnderstoodAsPeopleWriteThem() {
        for (String day : List.of("2026-07-10", "2026/7/10", "2026.7.10", "２０２６年７月１０日", "20260710", "7月10日", "7-10",
                "46213",
                "2026-07-10 00:00:00", " 2026年7月10号 ")) {
            assertThat(SheetText.day(day, 2026)).as(day).hasValue(java.time.LocalDate.of(2026, 7, 10));
        }
        for (String no : List.of("七月中旬", "2026-13-01", "2026-02-30", "12", "99999", "")) {
            assertThat(SheetText.day(no, 2026)).as(no).isEmpty();
        }
    }

    @Test
    void whatIsNoPlainWorkbookIsNamed() throws IOException {
        assertThat(problem(new byte[0])).isEqualTo("sheet.empty-file");
        assertThat(problem("户编号,开始日期\n1,2".getBytes(StandardCharsets.UTF_8))).isEqualTo("sheet.not-xlsx");
        assertThat(problem(new byte[]{(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, 0, 0}))
                .isEqualTo("sheet.old-format");
        assertThat(problem(zip(Map.of("word/document.xml", "<a/>")))).isEqualTo("sheet.not-xlsx");
        Map<String, String> macros = excel("<sheetData/>");
        macros.put("xl/vbaProject.bin", "x");
        assertThat(problem(zip(macros))).isEqualTo("sheet.macros");
        assertThat(problem(zip(excel("<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row></sheetData>"))))
                .isEqualTo("sheet.no-head");
        assertThat(problem(zip(excel("<sheetData><row")))).isEqualTo("sheet.damaged");
        Map<String, String> entities = excel("<sheetData/>");
        entities.put("xl/styles.xml", "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>");
        assertThat(problem(zip(entities))).isEqualTo("sheet.damaged");
        assertThat(problem(new byte[SheetGuard.MAX_FILE_BYTES + 1])).isEqualTo("sheet.too-large");
    }

    @Test
    void aFileThatWouldBurstIsNotUnpacked() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("xl/worksheets/sheet1.xml"));
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 300; i++) {
                zip.write(zeros);
            }
        }
        assertThat(out.size()).isLessThan(1 << 20);
        assertThat(problem(out.toByteArray())).isEqualTo("sheet.bomb");
    }

    @Test
    void moreRowsThanAllowedAreRefused() {
        List<SheetWriter.Line> lines = java.util.stream.IntStream.rangeClosed(0, SheetReader.MAX_ROWS)
                .mapToObj(i -> new SheetWriter.Line(List.of("1", "2026-07-10"), false)).toList();
        byte[] file = new SheetWriter().add("名单", List.of(), List.of(SheetWriter.Column.of("户编号", 9),
                SheetWriter.Column.of("开始日期", 9)), lines).write();
        assertThat(problem(file)).isEqualTo("sheet.too-many-rows");
    }
}
