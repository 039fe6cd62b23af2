"""The two kinds of text that are read: what a report is read for, and what a reflection is."""

import re

from reviews.language.features import Task
from reviews.language.reflection_rules import BY_FAMILY
from reviews.language.report_rules import ABOUT_OTHERS_WORK, ASKED, COUNTED, ELSEWHERE, LIMIT, TOLD

_REPORT_GROUPS = """I CLIENT OTHER STAFF QUALITY FAULT RISK WORRY REPEAT CHANCE LEVEL SAFE READY CURED
    GENUINE VOUCH GRADE ADMIRE COLOR TOOL NUMBER SHARE TIMES MORE LESS NOT DECLINE ADMIN MONEY PLACE
    ASKED HOBBY DIGITS"""
_REFLECTION_GROUPS = """I ONE OTHER BODY ACT HARASS DIM JOKE INTENT BELIEVE REGRET FEELING OWE NEED
    CONTROL ORG LOSS RUIN PERSECUTE AMBITION CONSENT SILENCE NORM ONCE HAPPEN AGENTLESS SUBSTANCE
    SITUATION SORT MINE DISOWN PAST DONETOME OBJECT NOT ASKED ADMIN DIGITS NUMBER"""

REPORT = Task(
    name="report",
    groups=frozenset(_REPORT_GROUPS.split()),
    cues={
        "limit": LIMIT,
        "asked": ASKED,
        "told": TOLD,
        "counted": re.compile(COUNTED),
        "elsewhere": re.compile(ELSEWHERE),
        "others": re.compile(ABOUT_OTHERS_WORK),
        "author": re.compile(r"\bi\b"),
        "person": re.compile(
            r"\b(?:he|she|they|client|employee|gentleman|mr|mrs|ms|dr|person|man|woman)\b"
        ),
    },
    text_cues={},
    subjects=False,
    nearby=True,
    wide=True,
)

# Stance: whose words these are, whether they are owned or dropped, and who was harmed.
_STANCE = {
    "dropped": re.compile(
        r"\bused to (?:say|think|believe|tell|call|reckon)"
        r"|\b(?:told|tell|telling) (?:myself|the|everyone|everybody|my|people|him|her|them)"
        r"|\bi (?:believed|believe|thought|had thought|called|said|wrote|had it)\b"
        r"|\bmy (?:line|story|excuse|motto|version|first|old|friends|mates|brother|lawyer|dad)"
        r"|\bold (?:belief|thought|story|song|habit)|\bbelief\b|\bthe thought\b|\bhear myself"
        r"|\bcatch myself|\bwanted to write|\btempt|\beasy to (?:write|say|call)"
        r"|\bfirst (?:draft|statement|page|version|go)|\bcrossed (?:it )?out|\bstruck"
        r"|\bno longer (?:say|believe|think)|\bdon't (?:buy|believe|sing|trust|accept)"
    ),
    "answered": re.compile(
        r"\bit (?:wasn't|was not|isn't|is not|weren't|did not|didn't|doesn't)\b"
        r"|\bi was(?:n't| not)\b|\b(?:was|is|were|that's) (?:a )?(?:lie|wrong|false|rubbish)"
        r"|\b(?:was|is) (?:nonsense|untrue|not true)|\b(?:was|is|it's) (?:me|mine)\b"
        r"|\bi (?:did|made|chose|decided|knew|led|poured|opened)\b|\bthat was me\b"
        r"|\bmy (?:choice|doing|fault)\b|\bon purpose\b|\bby my\b"
        r"|\bbecause of (?:me|what i did)\b|\bshe was (?:answering|being polite)"
    ),
    "harm": re.compile(
        r"\b(?:she|he|they) (?:was|were|is|looked|became|had) (?:\w+ )?(?:afraid|scared|frightened"
        r"|fear|crying|uncomfortable|stepped|moved|left|quit|stopped|lost|gave up|changed)"
        r"|\b(?:made|make) (?:her|him) (?:afraid|cry|feel)|\bstepped (?:away|back)|\bmoved away"
        r"|\bsaid (?:no|stop)\b|\bdid not want|\bdidn't want|\btold me (?:stop|no|to stop)"
        r"|\basked me to stop"
    ),
    "to me": re.compile(
        r"\bwhen i was|\bi was (?:\w+teen|twelve|eleven|ten|nine|eight|seven|six|a (?:child|boy|kid"
        r"|girl|lad|apprentice|trainee|student)|twenty|small|young|hit|touched|groped|bullied"
        r"|called|beaten|spat|followed|grabbed|abused|raped|told|asleep)|\bgrowing up"
        r"|\bmy (?:uncle|father|stepfather|cousin|coach|first (?:boss|gaffer)|teacher|ex"
        r"|old (?:boss|manager)|mother|mam|mum)|\bi froze|\btold no one|\bnever told"
        r"|\bdone to me|\bno excuse|\bnot an? (?:reason|excuse)"
        r"|\b(?:grabbed|hit|touched|cornered|followed|groped|hurt) me\b"
    ),
}

REFLECTION = Task(
    name="reflection",
    groups=frozenset(_REFLECTION_GROUPS.split()),
    cues=BY_FAMILY,
    text_cues=_STANCE,
    subjects=True,
    nearby=False,
    wide=False,
)
TASKS = {task.name: task for task in (REPORT, REFLECTION)}
