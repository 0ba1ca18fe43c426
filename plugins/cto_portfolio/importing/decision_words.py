"""Words of decision records in the languages people keep them in: headings, labels, statuses."""

import re
import unicodedata
from collections.abc import Mapping

_HEADINGS = {
    "status": "status statut stato estado état etat 状态 ステータス 상태 durum статус stan",
    "date": "date datum data fecha 日期 日付 날짜 tarih дата 决策日期",
    "deciders": (
        "deciders,decider,decision makers,decision maker,decision-makers,decision maker(s),"
        "decided by,entscheider,entscheidungsträger,entscheidende,décideurs,décisionnaires,"
        "decisores,decisor,tomadores de decisão,participants,stakeholders involved,决策者,决定者,"
        "意思決定者,karar vericiler,принимающие решение,decisori,beslissers,beslutningstagere"
    ),
    "consulted": "consulted,consultés,consultados,konsultiert,zu rate gezogen,咨询",
    "informed": "informed,informés,informados,informiert,知会",
    "supersedes": (
        "supersedes,supercedes,replaces,ersetzt,remplace,substitui,reemplaza,sostituisce,取代,替代"
    ),
    "superseded": (
        "superseded by,superceded by,replaced by,ersetzt durch,abgelöst durch,remplacé par,"
        "remplacée par,substituído por,substituída por,reemplazado por,被取代"
    ),
    "context": (
        "context,context and problem statement,problem statement,problem,issue,background,"
        "motivation,context & problem,kontext,kontext und problemstellung,problemstellung,"
        "ausgangslage,contexte,contexte et problème,contexte et énoncé du problème,contexto,"
        "contexto e declaração do problema,contexto y problema,contesto,背景,上下文,コンテキスト,"
        "배경,bağlam,контекст,контекст и проблема,what,why,contexte et problématique"
    ),
    "decision": (
        "decision,decision outcome,the decision,decisions,outcome,entscheidung,"
        "entscheidungsergebnis,ergebnis der entscheidung,décision,résultat de la décision,decisão,"
        "resultado da decisão,decisión,decisione,决策,决定,決定,决策结果,결정,karar,решение,"
        "результат решения,beslissing,decyzja,beslut"
    ),
    "consequences": (
        "consequences,consequence,positive consequences,negative consequences,implications,"
        "konsequenzen,auswirkungen,folgen,conséquences,consequências,consecuencias,conseguenze,"
        "后果,结果,影响,結果,影響,결과,sonuçlar,последствия,gevolgen,konsekvenser,risks"
    ),
    "options": (
        "considered options,options considered,options,considered alternatives,alternatives,"
        "alternatives considered,alternative options,betrachtete optionen,betrachtete alternativen,"
        "optionen,alternativen,options considérées,options envisagées,alternatives considérées,"
        "alternatives envisagées,opções consideradas,alternativas,alternativas consideradas,"
        "opciones consideradas,备选方案,考虑的方案,可选方案,考虑的选项,检讨的方案,"
        "検討した選択肢,検討した代替案,değerlendirilen seçenekler,рассмотренные варианты,"
        "рассматриваемые варианты,альтернативы,overwogen opties"
    ),
    "pros": (
        "pros and cons of the options,pros and cons,pros/cons,options analysis,"
        "vor- und nachteile der optionen,vor- und nachteile,"
        "avantages et inconvénients des options,avantages et inconvénients,"
        "prós e contras das opções,prós e contras,pros y contras de las opciones,方案优缺点,"
        "选项的优缺点,плюсы и минусы вариантов"
    ),
    "drivers": (
        "decision drivers,drivers,forces,decision criteria,evaluation criteria,criteria,"
        "entscheidungstreiber,entscheidungskriterien,einflussfaktoren,facteurs de décision,"
        "critères de décision,direcionadores da decisão,fatores de decisão,"
        "factores de decisión,决策驱动因素,决策因素,決定要因,движущие силы,критерии"
    ),
    "links": "links,references,more information,related decisions,liens,referenzen,notes",
    "history": "changelog,history,revision history",
}
_STATUSES = {
    "superseded": (
        "superseded,superceded,supersedes by,replaced,ersetzt,abgelöst,remplacé,remplacée,"
        "substituído,substituída,reemplazado,reemplazada,sostituito,sostituita,已取代,被取代,取代,"
        "替代,已替代,差し替え,yerine geçti,заменено,заменен,vervangen,ersatt"
    ),
    "deprecated": (
        "deprecated,obsolete,retired,reverted,outdated,no longer applies,no longer relevant,"
        "veraltet,hinfällig,obsoleta,obsoleto,obsolète,déprécié,dépréciée,已弃用,弃用,废弃,已废弃,"
        "非推奨,廃止,устарело,устарел,verouderd,föråldrad,archived,withdrawn,abandoned"
    ),
    "rejected": (
        "rejected,declined,not accepted,abgelehnt,verworfen,rejeitada,rejeitado,rejeté,rejetée,"
        "refusé,refusée,rechazado,rechazada,rifiutato,rifiutata,拒绝,已拒绝,否决,却下,reddedildi,"
        "отклонено,отклонен,afgewezen,odrzucone,avvisad,avslått"
    ),
    "proposed": (
        "proposed,proposal,draft,pending,in review,under review,under discussion,in discussion,"
        "in progress,open,wip,rfc,initial,vorgeschlagen,entwurf,in diskussion,offen,proposta,"
        "proposto,proposé,proposée,brouillon,en cours,propuesto,propuesta,borrador,rascunho,bozza,"
        "提议,提案,草案,草稿,提案中,önerildi,taslak,предложено,предложен,черновик,voorgesteld,"
        "concept,zaproponowane,föreslagen,utkast,제안"
    ),
    "accepted": (
        "accepted,approved,decided,active,adopted,implemented,agreed,accept,done,final,valid,"
        "in effect,in use,completed,ratified,akzeptiert,angenommen,entschieden,beschlossen,"
        "genehmigt,gültig,aceita,aceite,aceito,aprovada,aprovado,accepté,acceptée,validé,validée,"
        "adopté,adoptée,approuvé,approuvée,aceptado,aceptada,aprobado,aprobada,accettato,accettata,"
        "approvato,接受,已接受,通过,已通过,完成,已完成,采纳,已采纳,批准,採用,承認,承認済み,採択,"
        "kabul edildi,onaylandı,принято,принят,утверждено,geaccepteerd,goedgekeurd,zaakceptowane,"
        "godkänd,accepterad,godkendt,승인,채택"
    ),
}
"""By our word, what records say in its place."""


def _by_word(lists: Mapping[str, str]) -> dict[str, str]:
    return {
        folded(word): meant
        for meant, words in lists.items()
        for word in (words.split(",") if "," in words else words.split())
    }


def folded(text: str) -> str:
    """Return a heading or a label without marks, numbers, and what is optional about it."""
    bare = re.sub(r"<!--.*?-->|[*_`~]|\{#.*?\}", "", text, flags=re.DOTALL)
    bare = re.sub(r"^[\W\d]+(?=\S)", "", bare.strip())
    bare = re.sub(r"\((?:optional|optionnel|opcional|可选)\)", "", bare, flags=re.IGNORECASE)
    return unicodedata.normalize("NFC", " ".join(bare.split()).strip(" :.{}").casefold())


SECTIONS: Mapping[str, str] = _by_word(_HEADINGS)
"""What a heading or a label is about."""
STATUSES: Mapping[str, str] = _by_word(_STATUSES)
"""What a word for where a decision stands means here."""
_FIRST_IDEOGRAPH = "\u3000"
_SPACED = [word for word in STATUSES if word[0] < _FIRST_IDEOGRAPH]
_UNSPACED = [word for word in STATUSES if word[0] >= _FIRST_IDEOGRAPH]


def _any_of(words: list[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


STATUS_PATTERN = re.compile(
    rf"(?<![^\W_])(?:{_any_of(_SPACED)})(?![^\W_])|{_any_of(_UNSPACED)}", re.IGNORECASE
)
"""Any word for where a decision stands, the longest first."""
