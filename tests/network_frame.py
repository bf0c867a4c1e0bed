"""Nothing goes in; tables of statements about an invented region, in the words of reports, come out."""

from __future__ import annotations

import pandas as pd

from siping_kg.pages.network import COLUMNS

_DISTRICTS = ["城西区", "城东区", "滨江区", "桃源县", "河口县", "柳林镇"]
_PARTNERS = ["海州市", "北原市", "南岭市", "江宁市", "东浦省", "怀远市", "金城盟", "白沙市"]
_SCHEMES = [
    "云海一体化",
    "云浦对口合作",
    "六市一体化",
    "东线走廊建设",
    "黑土粮仓科技会战",
    "专精特新培育工程",
]
_INDUSTRIES = ["农产品加工", "装备制造", "医药健康", "新能源", "冷链物流", "文化旅游"]
_COMPANIES = [
    f"{a}{b}" for a in ["巨河", "宏川", "天禾", "瑞丰", "新原", "恒岭"] for b in ("液压", "药业", "农机集团")
]
_PROJECTS = [
    "年产十万吨玉米深加工项目",
    "高端换热器二期",
    "百万头生猪全产业链",
    "风电装备产业园",
    "秸秆综合利用项目",
    "梅花鹿产业基地",
    "冷链物流园",
    "抽水蓄能电站",
    "换热机组智能工厂",
    "城市更新一期",
    "云海大道快速路",
    "数据中心集群",
    "粮食交易市场",
    "高铁新区综合枢纽",
    "热电联产改造",
    "职教园区",
    "专用车零部件扩能项目",
    "中药饮片生产线",
    "农机装备检测中心",
    "河口湿地修复工程",
]
_ZONES = ["云泽经济开发区", "桃源农产品加工园区", "河口换热器产业园"]
_HONOURS = ["国家级制造业单项冠军", "全国文明城市", "国家农业现代化示范区", "省级特色产业小镇"]
_OTHERS = (
    ("Organization", "cooperatesWith", "东浦大学农学院 省农业科学院"),
    ("Facility", "locatedIn", "云泽东站 市人民医院新院区 双岭水库"),
    ("Event", "involves", "云泽农业博览会 云浦合作恳谈会"),
    ("Product", "involves", "河口大米 智能免耕播种机"),
    ("Person", "holdsPosition", "李建新"),
)
HOSTILE = "</script><img src=x onerror=\"document.title='broken'\">&amp;\u2028签约"
"""A quote that would break out of a script, an element and a line."""

_SHARED = {*_PARTNERS, *_INDUSTRIES}


def network_frame(copies: int = 1) -> pd.DataFrame:
    """About 85 entities and 115 statements; several copies of the region share partners and industries."""
    rows = [row for copy in range(copies) for row in _Region(copy).rows()]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def statement(**other: object) -> dict[str, object]:
    usual: dict[str, object] = {
        "source": "urn:a",
        "source_label": "梅河大桥",
        "source_kind": "Project",
        "relation": "locatedIn",
        "target": "urn:b",
        "target_label": "梅河县",
        "target_kind": "Place",
        "status": "Actual",
        "year": 2023,
        "quote": "梅河县梅河大桥竣工。",
        "report": "梅河市-2024",
        "passage": "urn:p",
    }
    return usual | other


def frame_of(*rows: dict[str, object]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=list(COLUMNS))


class _Region:
    def __init__(self, copy: int) -> None:
        self.copy = copy
        self.city = self.thing("Place", "云泽市")
        self._rows: list[tuple[object, ...]] = []

    def rows(self) -> list[tuple[object, ...]]:
        self.partners()
        self.districts()
        self.projects()
        self.companies()
        self.others()
        return self._rows

    def thing(self, kind: str, label: str) -> tuple[str, str, str]:
        name = label if label in _SHARED or not self.copy else f"{label}·{self.copy}"
        return f"https://w3id.org/siping-kg/id/{kind}/{name}", name, kind

    def say(
        self,
        source: tuple[str, str, str],
        relation: str,
        target: tuple[str, str, str],
        quote: str,
        status: str = "Actual",
    ) -> None:
        words = quote.format(a=source[1], b=target[1])
        year = 2024 if status == "Target" else 2023
        passage = f"urn:passage:{self.copy}-{len(self._rows)}"
        self._rows.append((*source, relation, *target, status, year, words, "云泽市-2024", passage))

    def partners(self) -> None:
        for i, label in enumerate(_PARTNERS):
            partner, scheme = self.thing("Place", label), self.thing("Policy", _SCHEMES[i % 4])
            verb, status = (("深化", "Actual"), ("将推进", "Target"), ("预计完成", "Estimated"))[i % 3]
            quote = verb + "{a}与{b}在产业、科技、文旅等领域的合作，签署战略合作协议。"
            self.say(self.city, "cooperatesWith", partner, quote, status)
            self.say(partner, "underPolicy", scheme, "以{b}为抓手，同{a}共建合作平台。", status)

    def districts(self) -> None:
        for i, label in enumerate(_DISTRICTS):
            district, scheme = self.thing("Place", label), self.thing("Policy", _SCHEMES[i])
            self.say(district, "partOf", self.city, "{a}等县（市、区）齐头并进，{b}发展的支撑更加有力。")
            self.say(scheme, "involves", district, "{a}在{b}落地见效。", "Target" if i % 3 == 2 else "Actual")
        for i, label in enumerate(_ZONES):
            home = self.thing("Place", _DISTRICTS[i * 2])
            self.say(self.thing("Zone", label), "locatedIn", home, "{b}的{a}晋升省级。")

    def projects(self) -> None:
        for i, label in enumerate(_PROJECTS):
            verb, status = ("启动建设", "Target") if i % 3 == 2 else ("竣工投产", "Actual")
            project, home = self.thing("Project", label), self.thing("Place", _DISTRICTS[i % 6])
            company = self.thing("Company", _COMPANIES[i % len(_COMPANIES)])
            self.say(project, "locatedIn", home, f"{{b}}{{a}}{verb}，总投资{i + 3}.5亿元。", status)
            self.say(project, "undertakenBy", company, f"由{{b}}投资的{{a}}{verb}。", status)
            if i % 2:
                scheme = self.thing("Policy", _SCHEMES[i % 6])
                self.say(project, "underPolicy", scheme, f"落实{{b}}，{{a}}等重大项目{verb}。", status)

    def companies(self) -> None:
        for i, label in enumerate(_COMPANIES):
            company, industry = self.thing("Company", label), self.thing("Industry", _INDUSTRIES[i % 6])
            self.say(company, "inIndustry", industry, "{a}等{b}龙头企业发展壮大。")
            honour = self.thing("Honour", _HONOURS[i // 4 % 4])
            if i % 8 == 0:
                self.say(company, "seeksHonour", honour, "支持{a}争创{b}。", "Target")
            elif i % 4 == 0:
                self.say(company, "receivedHonour", honour, "{a}获评{b}。")

    def others(self) -> None:
        for kind, relation, labels in _OTHERS:
            for i, label in enumerate(labels.split()):
                company, district = self.thing("Company", _COMPANIES[i]), self.thing("Place", _DISTRICTS[i])
                target = company if kind in ("Organization", "Product") else district
                self.say(self.thing(kind, label), relation, target, "{a}有关{b}的工作取得新进展。")
        plant, builder = self.thing("Project", "山岭光伏电站"), self.thing("Company", "华晨新能源")
        self.say(plant, "undertakenBy", builder, "{a}由{b}承建，年内并网。", "Estimated")
