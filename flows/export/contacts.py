"""What leaves the house names no person to be called and no telephone."""

from __future__ import annotations

from warehouse.quoting import literal

_CONTACT_LABEL = (
    "((?:联系|经办|负责)人(?:姓名)?|(?:联系|咨询|监督|办公|固定)?电话(?:号码)?|手机(?:号码?)?"
    "|联系方式|传真|邮箱)"
)
_CONTACT = _CONTACT_LABEL + r"\s*[:：]\s*[^、。；;）)\s][^、。；;）)\n]*"
_NUMBER = (
    r"\b1[3-9][0-9][- ]?[0-9]{4}[- ]?[0-9]{4}\b|[(（]?\b0[0-9]{2,3}[)）]?[-－—–\s]?[0-9]{7,8}\b"
    r"|[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+"
)
_LEFT_OUT = "［略］"
_LABEL_KEPT = rf"\1：{_LEFT_OUT}"


def without_contacts(sql: str) -> str:
    """The SQL of a text without the telephone numbers and the persons to be called in it."""
    named = f"regexp_replace({sql}, {literal(_CONTACT)}, {literal(_LABEL_KEPT)}, 'g')"
    return f"regexp_replace({named}, {literal(_NUMBER)}, {literal(_LEFT_OUT)}, 'g')"
