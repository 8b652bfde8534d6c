package org.siji.platform.market;

import java.time.LocalDate;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.siji.geo.PayableArea;

import static org.assertj.core.api.Assertions.assertThat;

class ContractTextTest {

    private static final ContractText.Terms TERMS = new ContractText.Terms("FW-2026-101201-0003",
            LocalDate.of(2026, 6, 30), null, "青山村", "丰收合作社", 2026, "收割", LocalDate.of(2026, 7, 10),
            LocalDate.of(2026, 7, 20),
            List.of(new ContractText.FieldLine("门前田", "王**", new PayableArea(3_001)),
                    new ContractText.FieldLine("${number}", "李*", new PayableArea(2_999))),
            List.of(new PriceClass(0, 12_000), new PriceClass(5_000, 10_000)), 12_000, 10_000, false, 500,
            "覆盖率不低于 95% 的，全部验收。", "固定服务费", TermsRequest.plain(),
            null);

    @Test
    void thePagesOfTheContract() {
        assertThat(ContractText.fill(TERMS)).isEqualTo("""
                农业生产社会化服务合同（固定服务费）

                合同编号：FW-2026-101201-0003
                拟定日期：2026年6月30日

                甲方（组织方）：青山村集体经济组织，代表本合同所列经营者
                乙方（服务方）：丰收合作社

                一、服务内容
                2026年度收割作业，共 2 块田，预计 60.00 亩。作业时间：2026年7月10日至2026年7月20日（含首尾两日）。

                序号　田块　经营者　面积（亩）
                1　门前田　王**　30.01
                2　${number}　李*　29.99
                合计　60.00 亩

                表中面积为预计面积，结算以验收面积为准。

                二、价格
                乙方收割价目（按连片面积）：
                0.00 亩起：120.00 元/亩
                50.00 亩起：100.00 元/亩
                本合同打包价：100.00 元/亩，乙方按打包价乘以验收面积取得服务费。
                单户价：120.00 元/亩，经营者按单户价乘以本户验收面积计费。

                三、打包收益
                打包收益 =（单户价 120.00 − 打包价 100.00）× 验收面积 = 20.00 元/亩 × 验收面积。
                打包收益先支付村集体居间服务费 5.00 元/亩（以打包收益为限），其余按验收面积分给各经营者，尾差按最大余数法分配，分文不留。

                四、利益分配
                固定服务费：除第二、三条外，不另计其他收益或费用。

                五、验收
                作业以农机定位轨迹和作业幅宽计算的面积为依据。
                覆盖率不低于 95% 的，全部验收。
                未作业、未验收的面积不付费。

                六、履约节点
                不另约定。
                一方登记节点完成并附凭证，由另一方确认；逾期按自然日计算。

                七、保证金与违约金
                不收保证金。
                不约定违约金。

                八、履约与更换
                乙方不能作业的，应及时在平台退回作业单并说明原因，由甲方重新派单或取消。
                乙方不能继续履约的，甲方可终止合同，已验收部分照付，剩余田块另行委托。
                变更本合同应由一方提出补充协议并写明原因，双方签订后生效，旧文本保留可查；经营者要退出的，由补充协议去掉其田块，不能单方撤回；已经作业的田块不能退出。

                九、争议
                对面积或验收结果有异议的，可以申诉并补充轨迹等证据，由平台重新测算；结果改变的，以冲正方式更正账目。
                协商不成的，由乡镇人民政府或农村土地承包仲裁机构调解，仍不成的依法向人民法院起诉。

                甲方（签章）：　　　　　　　　日期：
                乙方（签章）：　　　　　　　　日期：
                """);
    }

    @Test
    void aReplacementNamesTheContractThatItReplaces() {
        ContractText.Terms replacement = new ContractText.Terms("FW-2026-101201-0004", TERMS.draftedOn(),
                TERMS.number(), TERMS.village(), TERMS.provider(), TERMS.season(), TERMS.operation(),
                TERMS.windowFrom(), TERMS.windowTo(), TERMS.fields(), TERMS.priceClasses(), 12_000, 10_000, false,
                500, "", "固定服务费",
                TermsRequest.plain(), null);
        assertThat(ContractText.fill(replacement)).contains("\n拟定日期：2026年6月30日\n本合同接替已终止的合同 FW-2026-101201-0003\n\n甲方");
    }

    @Test
    void anOfferedPriceStandsBesideTheListThatItLeaves() {
        ContractText.Terms offered = new ContractText.Terms(TERMS.number(), TERMS.draftedOn(), null, TERMS.village(),
                TERMS.provider(), TERMS.season(), TERMS.operation(), TERMS.windowFrom(), TERMS.windowTo(),
                TERMS.fields(), TERMS.priceClasses(), 12_000, 9_350, true, 500, "", "固定服务费",
                TermsRequest.plain(), null);
        assertThat(ContractText.fill(offered)).contains("""
                50.00 亩起：100.00 元/亩
                本合同打包价：93.50 元/亩，乙方按打包价乘以验收面积取得服务费。
                打包价 93.50 元/亩是乙方为本合同地块所报价格，不按上列价目。
                单户价：120.00 元/亩""");
    }

    @Test
    void theSm3FingerprintIsThatOfTheStandardsExample() {
        assertThat(TextHashes.sm3("abc"))
                .isEqualTo("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
    }

    @Test
    void theFingerprintIsThatOfTheUtf8Text() {
        assertThat(ContractText.sha256("合同"))
                .isEqualTo("06c891807ee3feec35e9eb7bad849ed186bd52f8ae6dfbd93886c001688afece");
    }
}
