# ruff: noqa: E501 - a pattern is easier to read whole
"""What form alone decides in a report: fractions, shares, colors, stars, instruments, denials.

A rule is a pattern over one sentence in folded text. Its hit counts unless a guard excuses the
clause it stands in: a limit excuses its own clause and nothing beside it.
Sources: docs/language.md.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reviews.language.clauses import Clause, quotations
from reviews.language.findings import QUESTION, REFUSE

N = (
    r"(?:\d+(?:[.,]\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen"
    r"|sixteen|eighteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|(?:a |one )?hundred"
    r"|nought|zero)(?:[ -](?:and a half|one|two|three|four|five|six|seven|eight|nine))?"
)
_SHARE = (
    rf"(?:(?:\d[\d ]*(?:[.,]\d+)?|{N})\s?-?(?:%|per ?cent|percentage points?|p\.?c\.?\b)"
    r"|(?:a |one |two |three |four |seven |nine )?(?:good |full )?"
    r"(?:half|thirds?|quarters?|fifths?|tenths|eighths)\b)"
)
QUALITY = (
    r"(?:honesty|empath\w+|insight\w*|remorse\w*|accountab\w+|cando(?:u)?r|open(?:ness)?|sincer\w+"
    r"|motivat\w+|engage(?:d|ment)|effort\w*|attitude\w*|humil\w+|humble|respect(?:ful\w*)?|contrit\w+"
    r"|responsib\w+|ownership|owning|vulnerab\w+|maturity|self-?\s?\w*(?:aware|control|reflect|regulat"
    r"|restrain|responsib)\w*|compassion\w*|participat\w+|co-?operat\w+|willing\w*|readiness|commitment"
    r"|boundar\w+|listen\w*|regret\w*|repent\w*|courage|integrity|conduct|behaviou?r\w*|tolerance|trust\w*"
    r"|perspective[- ]taking|tender\w*|kind(?:ness)?|patience|growth|coachab\w*|penit\w+|conscien\w+"
    r"|decency|restraint|impulse\w*|frank(?:ness)?|truthful\w*|honest|reflect(?:ive|ion)\w*|reflexion"
    r"|mindset|apolog\w+|consent|einsicht|hope|leader\w*|progress|understanding|self-?awareness"
    r"|minimi[sz]\w+|defensive\w*|denial|excus\w+|blam\w+|entitle\w+|self-pity|justif\w+|externali[sz]\w+"
    r"|interrupt\w+|outburst\w*|evasi\w+|hostil\w+|deflect\w+|arrogan\w+|manipulat\w+|objectif\w+|resent\w+"
    r"|micro-?aggress\w*|silence|problem|story|sure|certain|confiden\w+|convinced|genuine\w*|authentic\w*)"
)
_FAULT_OR_SURE = (
    r"(?:sure|certain|confiden\w+|convinced|positive|improve\w+|reduc\w+|better|progress|change\w*"
    r"|the way|of the way|there\b|done|accomplished|complete\w*|through|gap|distance|journey|road"
    r"|turnaround|transform\w*|former power|himself|herself|fewer|less\b|drop|down\b|decrease\w*"
    r"|shrunk|receded|fallen|fell|diminish\w*|cut\b|likel\w*|chance|odds|risk|leader|colleague|of the (?:old|hour))"
)
_REPEAT = (
    r"(?:repeat\w*|repetition\w*|recur\w*|re-?offen\w+|relaps\w+|recidivi\w+|backslid\w+|revert\w*|reversion"
    r"|falling back|slip\w*|regress\w*|further (?:incident|misconduct|trouble|offen|complaint|problem"
    r"|allegation|breach)\w*|repeat incident\w*|another (?:incident|complaint|one|time)|again|happen"
    r"|do(?:es)? (?:it|this|that)|cross that line|old ways|same thing)"
)
_SMALL = (
    r"(?:low(?:er|est)?|high(?:er)?|moderate|medium|minimal|slight|negligible|small|little|tiny|mild"
    r"|acceptable|elevated|remote|nil|zero|slim|modest|marginal|limited|manageable|improbable"
    r"|unlikely|doubtful|diminish\w+|reduced|decreased|increased|faint|vanishing\w*|under control|middle"
    r"|priced in|considerable|serious|significant|fair|good|poor|guarded|favou?rable|very low|excellent)"
)
_HARM = r"(?:danger\w*|threat\w*|risk\w*|hazard\w*|menace|peril|predator\w*|liability)"
_OTHERS = r"(?:him|her|them|he|she|they|this (?:man|woman|person|client|employee|officer|member)|mr|mrs|ms|dr)"
_HUED = r"(?:red|amber|green|yellow|orange)"
_TOOLS = (
    r"(?:static-?\s?(?:99|2002)\w*|stable-?\s?(?:2007|2000)|acute-?\s?2007|pcl(?:[-: ]?(?:r|sv|yv))?|hcr-?20"
    r"|svr-?20|sara(?:-v\d)?\b(?=[ :,-]*(?:score|was|v\d|result|complet|\d))|lsi-?r|ls/?cmi|vrs(?:-so)?|mmpi(?:-?\d)?|"
    r"pai\b|sassi|urica|cgi-?[si]|gaf\b|phq-?\d|gad-?7|bdi(?:-ii)?|dass-?\d*|rsvp\b(?!'d|d)|sa-?07|oasys|"
    r"ogrs\w*|rm2000|risk matrix|mappa|armidilo(?:-s)?|sorag|vrag|rrasor|mnsost\w*|sotips|j-?sorrat|erasor|"
    r"aim-?2|spj|multiphasic|millon|mcmi\w*|hogan|disc\b(?= (?:profile|and|assess|result|style))|"
    r"dark triad|eq-?i|mbti|myers[- ]briggs|enneagram|neo-?pi\w*|16pf|rorschach|tat\b(?= (?:card|result|score))"
    r"|hypermasculin\w+|buss-?perry|ambivalent sexism|rape myth\w*|likelihood to (?:sexually )?harass|"
    r"empathy quotient|outcome rating|session rating|staxi\w*|iri\b(?= (?:score|total))|soars?\b(?= score)|"
    r"barratt|bumby|wais|polygraph\w*|plethysmo\w*)"
)


@dataclass(frozen=True, slots=True)
class Rule:
    """`group` 0 is the span; `needs` must stand somewhere in the sentence too, if given."""

    family: str
    pattern: re.Pattern[str]
    needs: re.Pattern[str] | None = None
    unless: re.Pattern[str] | None = None
    strength: str = REFUSE
    excusable: bool = True  # whether a limit in the same clause excuses it
    sure: bool = False  # form is everything: hardly ever anything else


@dataclass(frozen=True, slots=True)
class Hit:
    """Bounds in folded text."""

    start: int
    end: int
    rule: Rule


def _rule(
    family: str, pattern: str, *, needs: str = "", unless: str = "",
    strength: str = REFUSE, excusable: bool = True, sure: bool = False,
) -> Rule:  # fmt: skip
    return Rule(
        family,
        re.compile(pattern),
        re.compile(needs) if needs else None,
        re.compile(unless) if unless else None,
        strength,
        excusable,
        sure,
    )


# Things that are counted, dated and numbered: what they stand beside is no rating.
COUNTED = (
    r"\b(?:sessions?|meetings?|appointments?|check-?ins?|visits?|calls?|talks?|hours?|minutes?|weeks?"
    r"|months?|days?|years?|pages?|pp|chapters?|sections?|paragraphs?|clauses?|articles?|guidelines?|rooms?"
    r"|reports?|letters?|exercises?|steps?|readings?|texts?|worksheets?|essays?|modules? (?:were|was)"
    r"|people|persons|folk|friends|listeners|directs|men|women|actions?|slides?|milestones?|parts?"
    r"|volumes?|pay|salary|fee|wage|wte|fte|full[- ]time|contract|invoice|base|rent|bonus|royalt\w+|list|names?"
    r"|attended|kept|offered|read\b|seen\b|next\b|period|questionnaire pages|cost\w*|sites?|rota|shifts?"
    r"|dated|drafts?|edits?|versions?|items?|numbers? \d)\b"
)
ELSEWHERE = (
    r"\b(?:restaurant|hotel|film|play\b|podcast|show|shows|review\b(?= (?:for|of) (?:a|the) (?:rest|hot|film))"
    r"|exam\w*|school|university|college|degree|driving|licen[cs]e|blood|bp|knee|hip|gp\b|nurse|surgeon"
    r"|lithium|temp|weather|rain|tram|train|bus|ferry|football|goals?|league|match|horses?|choir|song"
    r"|son|daughter|grandson|kids?|children|wife|husband|brother|sister|uncle|mother|father|niece|nephew"
    r"|car|truck|traffic police|roadworks|street|line coach|yacht|lanyard|necklace|glass|theatre|garden"
    r"|office layout|fire|flood|building|roof|ladder safety|warehouse|noise|water|lift|pay|salary|wage"
    r"|grievance|visa|security clearance|battery|laptop|game|wizard|chair because|stage lights|file\b)\b"
)
ABOUT_OTHERS_WORK = (
    r"\b(?:used to|no longer|doesn't|does not|had|has handed|handed|until|till|now run by|registrars|trainees"
    r"|juniors|fellows|squad|reps|baristas|learners|critics|committee|deputy|supervis(?:ed|es)|appraisal"
    r"|her (?:file|review|annual)|mid-year|the (?:server|intern|tech|waitress|probationer|dancers?))\b"
)

RULES: tuple[Rule, ...] = (
    # rating
    _rule(
        "rating",
        rf"(?!24/7|7/7)\b{N}\s*(?:/|out of|of|from|on|over)\s*(?:a |the )?(?:possible |maximum )?{N}\b(?! (?:may|june|july))",
        needs=rf"\b(?:{QUALITY}|score\w*|rat(?:e|ed|ing)|award\w*|mark\w*|gave|give|put|place|reached|points?)\b",
        unless=COUNTED + "|" + ELSEWHERE + "|" + ABOUT_OTHERS_WORK,
        sure=True,
    ),
    _rule("rating", r"\b(?:nine|ten|9|10) out of (?:ten|10)\b(?=\s*[.,;!]|$)", unless=COUNTED),
    _rule(
        "rating",
        rf"\b(?:{N}|an?|the|our)[- ](?:to[- ]{N}[- ])?(?:point|rung|star)[- ](?:scale|ladder|system|rating)\b",
        unless=r"\b(?:pay|salary|wage)\b",
        sure=True,
    ),
    _rule("rating", rf"\b(?:{N}) points? (?:on|for|in) (?:his |her |their |the )?{QUALITY}\b"),
    _rule(
        "rating",
        rf"\b{QUALITY}(?: \w+)?\s*(?:[:=—-]+|is at|was at|at|stands at|sits at|scored? at|score)\s*"
        rf"(?:a |an |about |around |roughly )?(?:solid |strong |good )?{N}\b"
        r"(?!\s*(?:%|[ap]m\b|may|june|july|visits|sessions|talks|o'clock|pages|times|:|/\d+/|hours|weeks"
        r"|exercises|meetings|appointments|steps|questions))",
    ),
    _rule(
        "rating",
        rf"\b(?<![/.:])(?:a |an )?(?:solid |strong |good |high |low )?{N}(?:\.5|½)? (?:on|for|in|at) "
        rf"(?:the |his |her |their )?(?:{QUALITY})\b",
        unless=r"\b(?:sessions?|meetings?|appointments?|hours?|visits|weeks|pages|years?|days|chapters?|exercises|months)\b",
    ),
    _rule(
        "rating",
        rf"\b(?:put|place|rate|rated|score|scored|mark|assess|rank|call|give|gave|award)\b[^.;]{{0,60}}?"
        rf"\b(?:at|a|an|by|to|it|of|him|her|them|about|around) "
        rf"(?:a |an |about |around |roughly )?(?:solid |strong |good |comfortable |high |low |clear )?{N}(?: and a half)?\b"
        r"(?=\s*(?:[.,;!)]|$|for\b|on\b|out\b|and no more|or\b|maybe|in\b))",
        unless=COUNTED
        + "|"
        + ELSEWHERE
        + "|"
        + ABOUT_OTHERS_WORK
        + r"|\b(?:call (?:at|on)|o'clock|call between)\b",
    ),
    _rule(
        "rating",
        rf"\b(?:from|was|up from|down from) (?:a |an )?{N} to (?:a |an )?{N}\b",
        needs=rf"\b(?:{QUALITY}|scal\w+|influence|dial|meter|thermometer|score\w*|trust)\b",
        unless=r"\b(?:pay|grade|floor|level|hours|grievance|sites?|pages?|page)\b",
    ),
    _rule("rating", rf"\bhover\w* (?:around|about|at|near) (?:a |an )?{N}\b"),
    _rule(
        "rating",
        r"\b(?:overall|total|global|average|mean|likert|composite|final|her|his|their|overall) (?:\w+ )?"
        r"(?:score|rating|average|mark|total)s?\b",
        needs=r"\d|\b(?:up|down|high|low|good|gone|rose|risen|improved|average|exceed\w*)\b",
        unless=ELSEWHERE + r"|\b(?:staff|reps'?|quality scores)\b",
        sure=True,
    ),
    _rule("rating", r"\blikert\b", sure=True),
    _rule(
        "rating",
        rf"\b(?:he|she|they|client|employee) (?:has )?(?:scored|reached|rates|scores) (?:\w+ ){{0,2}}{N}\b(?: points)?",
        unless=ELSEWHERE + r"|\b(?:goals?|twice for|runs)\b",
    ),
    _rule(
        "rating",
        rf"\b(?:{N}|gold|full|top)[- ]stars?\b|\bgold star\b|\bwith (?:a )?star\b",
        unless=ELSEWHERE + r"|\b(?:guest house|place|view|cafe|taco|boss|critics)\b",
    ),
    _rule("rating", r"\brating for \w+\b"),
    _rule(
        "rating",
        rf"\b(?:kpi|okr|dashboard|360|scorecard|meter|thermometer|dial)\b[^.]{{0,60}}\b(?:{N}s?|up|sixes|sevens)\b",
        unless=r"\bnot? a? ?scorecard\b",
    ),
    # percent and multiple
    _rule(
        "percent",
        rf"\b{_SHARE}",
        needs=rf"\b(?:{QUALITY}|{_FAULT_OR_SURE})\b",
        unless=COUNTED
        + r"|\b(?:trust half|self half|copay|sales|revenue|headcount|proceeds|fuel|income|battery|bonus"
        r"|tickets?|insurer|company (?:pays|covers)|per cent of his salary|interpreter|workload|hours|list|time)\b",
    ),
    _rule(
        "percent",
        r"\b(?:minimi[sz]\w+|defensive\w*|denial|excuses|blam\w+|hostility|outbursts|incidents)\b[^.]{0,30}"
        r"\b(?:by|the|down|up) (?:a |about |some |roughly |nearly )?(?:half|third|quarter|two thirds)\b",
        strength=QUESTION,
    ),
    _rule("percent", r"\bhalf of (?:before|what (?:it|they) (?:was|were))\b"),
    _rule(
        "percent",
        rf"\b(?:{N}[- ])?(?:half|halfway|{N} (?:fifths|tenths|thirds|quarters)|(?:three|nine)-(?:fifths|tenths|quarters)) (?:of the )?"
        r"(?:way|there|road|distance)\b",
        unless=r"\b(?:train|bus|walk|road works|drive|journey to)\b",
    ),
    _rule(
        "percent",
        r"\b(?:a )?(?:hundred|100|110|99|95|90) ?(?:%|per ?cent) (?:sure|certain|confident|convinced|positive|sincere|from|committed)\b",
        sure=True,
    ),
    _rule(
        "percent",
        rf"\b(?:most|much|nearly all|a fraction|a shadow) of (?:his|her|their) (?:old |former )?{QUALITY} (?:is|has) gone\b",
        strength=QUESTION,
    ),
    _rule(
        "multiple",
        rf"\b(?:twice|thrice|{N} times|double|triple|{N}-?fold|half)\s(?:as|the|more|over)\s(?:\w+\s){{0,4}}?"
        r"(?:as|than|more|than|listener|size|man|woman|leader|colleague|person|often|good)?\b",
        needs=rf"\b(?:{QUALITY}|aware|listens?|listener|apolog\w+|deeply|self-?aware|humble|criticism|well\b|good\b|mature|patient|calm|careful\w*)",
        unless=COUNTED,
    ),
    _rule(
        "multiple",
        rf"\b(?:doubled|tripled|trebled|quadrupled|(?:{N}|two|three|four|five|ten)-?\s?fold|[2-9]x'?e?d?|x[2-9]|order of magnitude|ten times)\b",
        needs=rf"\b(?:{QUALITY}|aware|humble|tolerance|coachab\w+|openness|patience)\b",
        unless=r"\b(?:revenue|sales|seen x|price|rent|hours|team size)\b",
    ),
    # risk
    _rule(
        "risk",
        rf"\b{_SMALL}(?:-|\s)(?:\w+ )?(?:risk|hazard|danger\w*|threat|likelihood|probability|dangerousness|exposure hire|concern group)\b",
        unless=r"\b(?:fire|flood|building|roof|of (?:losing|being|his job|her job|the matter)|described|blood|bp)\b",
        excusable=True,
    ),
    _rule(
        "risk",
        rf"\b(?:risk|danger|threat|likelihood|probability|chances?|odds|possibility|potential|prospects?|prognosis|outlook|propensity)\b"
        rf"(?: \w+){{0,7}}?[\s:,—-]+(?:\w+ ){{0,3}}?{_SMALL}\b",
        unless=r"\b(?:fire|flood|building|layout|losing|lose|of being|feels?|felt|job|pension|apartment|house|his email|outed"
        r"|described|talked|fears|worr(?:y|ied)|insurer|legal|register|her by|saying no|box)\b",
    ),
    _rule(
        "risk",
        r"\b(?:risk|danger|threat) (?:level|rating|category|band|class|group|bracket|score|status|profile|tier)\b",
        unless=r"\b(?:fire|flood|no risk level|asked|form)\b",
    ),
    _rule(
        "risk",
        r"\b(?:low|high|medium|moderate|middle|elevated|no|zero|lower)[- ](?:risk|danger|concern|exposure|threat)(?:\s?-?\s?(?:category|class|group|band|individual|person|hire|case))?\b",
        unless=r"\b(?:fire|flood|building|of (?:losing|being)|no risk (?:level|assessment)|no concern of)\b",
    ),
    _rule(
        "risk",
        rf"\b(?:unlikely|improbable|not likely|hardly likely|doubtful|inconceivable|not (?:to be )?expected|(?:not|n't) (?:expect|anticipate|foresee|envisage|imagine|see)|forecast(?:ing)? (?:no|zero))\b[^.;]{{0,50}}\b{_REPEAT}\b",
    ),
    _rule(
        "risk",
        rf"\b(?:recurrence|repetition|relapse|reoffending|re-offending|recidivism|a repeat|further incidents?|further misconduct|falling back|reversion)\b[^.;]{{0,45}}\b(?:{_SMALL}|not to be expected|not expected|out of the question|hardly|impossible|possible|probable|conceivable|likely)\b",
        unless=r"\b(?:no view|unknown)\b",
    ),
    _rule(
        "risk",
        rf"\b(?:likely|odds are|chances are|probably|in all likelihood|expected|bound|certain|sure|slam dunk|bet|i expect|every likelihood|probability)\b[^.;]{{0,50}}\b(?:{_REPEAT}|reoffend|behaves?|stays? (?:on track|out of trouble|clean)|respect\w*|stay out)\b",
        unless=r"\b(?:late|train|bus|rain|snow|he (?:said|asked|wondered)|she (?:said|asked)|asked)\b",
    ),
    _rule(
        "risk",
        r"\b(?:expect|expecting) (?:more of the same|no (?:further|more)|nothing but|him to (?:behave|stay)|her to (?:behave|stay))\b",
    ),
    _rule("risk", r"\b(?:manageable|containable) (?:within|in|by)\b"),
    _rule(
        "risk",
        r"\bprognosis (?:is |was |for |re )?(?:\w+ ){0,2}?(?:fair|good|poor|excellent|guarded|favou?rable|positive)\b",
    ),
    _rule("risk", r"\bsafe pair of hands\b"),
    # certainty about the future
    _rule(
        "certificate",
        r"\b(?:will|would|shall|is|are)(?: not|n't| never| no)(?: be)?(?: going to| gonna)?(?: \w+){0,4}? (?:again|recur\w*|repeat\w*|happen|reoffend|another time|twice|do it more|go back|anymore)\b"
        r"|\b(?:he|she|it|this|they)(?:'ll| will|'s| is|'s not|'re)? (?:never|not|no|not going to|not gonna|won't|will not)(?: \w+){0,4}? (?:again|recur|repeat(?:ed)?|reoffend|do it more|touch anyone)\b"
        r"|\bwon'?t (?:\w+ )?(?:recur|happen|be repeated|do (?:it|this|that))\b|\bthere will be no (?:repetition|recurrence|repeat|further|more)\b"
        r"|\bnot happen (?:another|again|a second)\b|\bno one will be hurt\b|\bit is over\b",
        unless=r"\b(?:he|she|they) (?:said|says|told|wrote|promised)\b|\bcall again|ring again|meet again\b|\bdriv\w+ again\b",
        excusable=True,
    ),
    # denial of danger: the denial is the claim
    _rule(
        "risk-denial",
        rf"\b(?:not|no|n't|never|neither|nor|hardly|nil|without|free of|no longer|not any|isn't|aren't|nobody|nothing)\b (?:\w+ ){{0,4}}?{_HARM}\b",
        unless=r"\b(?:at risk|fire|flood|building|scale|risk level|risk assessment|risk register|assess(?:ed)?|implied|of (?:losing|being)|in this report|dangerous or not|write if|his job|pension|office layout|gives? no|offers? no|form|danger zones?|what (?:he|she|the)|say if|say whether|compare)\b|\b(?:opinion|view) (?:up)?on\b",
        excusable=True,
    ),
    _rule(
        "risk-denial",
        r"\b(?:no|not|nothing|never|needn't|nobody|no one|not any|don't|without|little|must not)\b(?: \w+){0,5}? (?:worr(?:y|ied|ies)|(?:be )?concern(?:ed|s)?|fear(?:ful)?|afraid|scared|feart|dread|alarm(?:ed)?|wary|reservations?|qualms|hesitation|misgivings|nervous|anxiety|anxious|lose sleep|minute's sleep)\b",
        needs=rf"\b(?:{_OTHERS}|staff|team|colleagues|girls|women|pupils?|trainees|apprentices|interns|anyone|nobody|anybody|you|whatsoever|lassies|floor|analysts|cause|reason|return|need|sleep|fold)\b",
        unless=r"\b(?:he|she) (?:is|was|said he|says he) (?:not )?(?:afraid|scared|worried)|of this report\b",
    ),
    _rule(
        "risk-denial",
        r"\b(?:poses?|presents?|represents?|constitutes?|goes out)\b (?:\w+ ){0,4}?(?:danger|threat|risk|hazard|menace)\b",
        unless=r"\b(?:layout|building|described)\b",
        excusable=False,
    ),
    _rule(
        "risk-denial",
        r"\bharmless\b|\bhurt a fly\b|\bno harm in (?:him|her|them|the (?:man|woman|lad))\b|\brest easy\b|\bsleep (?:well|easy|soundly)\b",
        unless=r"\b(?:joke|called it|he (?:said|thought)|trying to sleep|doesn't sleep|does not sleep)\b",
    ),
    _rule(
        "risk-denial",
        r"\b(?:safe|okay|fine|comfortable|unafraid|at ease|relax(?:ed)?|secure)\b (?:\w+ ){0,2}?(?:with|around|near|beside|by|reporting to|alone with|in the (?:presence|company) of) (?:him|her|them)\b",
        unless=r"\b(?:not|never|felt|feel|asked)\b",
    ),
    _rule(
        "risk-denial",
        r"\b(?:that|one of those) (?:guy|man|woman|person)s? (?:anymore|any longer|any more)\b",
    ),
    _rule(
        "risk-denial",
        r"\b(?:danger|threat|risk)\b[^.]{0,30}[;,.?] (?:there (?:isn't|is not|is none|is no)|none|no, (?:he|she)|(?:he|she) is not)\b",
    ),
    # grade
    _rule(
        "grade",
        r"\b(?:an? |of |the |solid |straight )?(?:[a-d](?:[+]|\s?-(?= )|-minus|-plus| plus| minus)|(?:alpha|beta|gamma)(?: plus| minus)?)(?=[\s.,;!]|$)(?! (?:level|levels|team|class|road|positive))",
        needs=rf"\b(?:{QUALITY}|grade\w*|quarter|month|mark|give|gets?|earn\w*|essay|work|best|term)\b|^[^.]{{0,20}}$",
        unless=r"\b(?:son|daughter|kid|volcano|plan [ab]|blood|vitamin|group [a-d]|hepatitis)\b",
    ),
    _rule(
        "grade",
        r"\b(?:give|gave|gets?|got|earn(?:s|ed)?|award|deserves?)\b (?:\w+ ){0,3}?(?:an? )(?:[a-d])\b(?: \w+)? (?:for|in|on)\b",
        unless=ELSEWHERE,
    ),
    _rule(
        "grade",
        r"\bgrade: ?\w|\bgraded?\b (?:\w+ ){0,2}(?:as )?(?:[a-d]\b|excellent|good|satisfactory|fail|pass)",
        unless=ELSEWHERE,
    ),
    _rule(
        "grade",
        r"\b(?:pass(?:ed|es)?|fail(?:ed|s)?|aced|flunked|nailed|bombed|scraped|cleared|mastered|sailed through|get(?:s)? through|come through|succeeded|completed|satisfied)\b (?:\w+[ -]){0,4}?"
        r"(?:module|unit|component|test|section|examiner|exam|course|assessment|bar|portion|series|worksheet|training|exercise|part|hurdle|track|class|program(?:me)?)\b"
        r"(?! (?:of his (?:driving|knee)|drive))",
        needs=rf"\b(?:{QUALITY}|bystander|mandated|examiner|apology|harassment|awareness|passed|failed|flunked|aced|colou?rs)\b",
        unless=ELSEWHERE
        + r"|\b(?:four reading steps|named in the agreement)\b|\b(?:to attend|attend)\b|\bnot yet (?:begun|started)\b",
    ),
    _rule(
        "grade",
        r"\b(?:exceed(?:s|ed|ing)?|me(?:e)?t(?:s|ing)?|below|above|surpass\w*|partially meeting)\b (?:all |the |our |my |every )?(?:expectations?|(?:required )?standards?|the standard|requirements)\b|\bpartially meeting\b",
        unless=ABOUT_OTHERS_WORK + r"|\bset expectations\b|\bin two\b",
    ),
    _rule(
        "grade",
        r"\b(?:top|full|high(?:est)?|maximum|good|low) marks?\b|\bflying colou?rs\b|\bmark \"?(?:very )?good\b|\bmake the grade\b|\bup to (?:scratch|standard)\b|\bclean pass\b|\bdistinct pass\b|\b(?:a |the )bare (?:pass|failure)\b|\bfirst-class (?:pupil|work)\b|\bupper[- ]second\b|\bgood enough; fail\b",
        unless=ELSEWHERE,
    ),
    _rule(
        "grade",
        rf"\b{QUALITY}\b(?: \w+)?\s*[:—=-]?\s*(?:is |was |has been |remains )?(?:very )?(?:excellent|outstanding|adequate|inadequate|satisfactory|unsatisfactory|exemplary|poor|good|fair|superb|first-rate|achieved|not achieved|failed|passed|fully met|competent|needs improvement|partially achieved|top-tier|exceptional)\b(?=[\s.,;!]|$)(?! (?:reason|faith|question|deal|many|at\b))",
        unless=r"\b(?:my understanding|good conduct medal|his (?:hip|knee))\b",
    ),
    _rule(
        "grade",
        r"\b(?:satisfactorily|successfully) (?:completed|passed)\b|\bpass(?:ed)? with (?:hono(?:u)?rs|distinction|merit|minor)\b|\bgraduated\b[^.]{0,40}\b(?:program\w*|distinction|course|with)\b|\b(?:with|a) distinction\b|\bpass him|pass her\b|\btotally passed\b|\bgraded? level\b",
        unless=ELSEWHERE + r"|\bgraduated in \d",
        sure=True,
    ),
    _rule(
        "grade",
        r"\boverall\b[^.]{0,20}\b(?:rating|grade|mark)\b|\bscrape\w* (?:a |through)\b|\bperformance (?:rating|review)\b",
        unless=ABOUT_OTHERS_WORK,
    ),
    _rule("grade", r"\b(?:it|that|this) (?:is|was|'d be|would be) an? [a-d](?=[.,!]|$)"),
    # rank
    _rule(
        "rank",
        r"\b(?:percentile|centile|quartile|decile|top quarter|top third|top half|bottom third|standard deviations?|mid-table|best-in-class|second to none|cut above|league table)\b",
        unless=r"\bno (?:scores|heat|league)",
        sure=True,
    ),
    _rule(
        "rank",
        rf"\b(?:top|first|bottom|leading|upper) (?:{N}|ten|few|five)(?: ?%| percent| per cent)?\b(?: of)?",
        needs=r"\b(?:caseload|clients?|cases|referrals?|people|those|seen|cohort|group|men|women)\b",
        unless=COUNTED + r"|\bfirst (?:time|two)\b",
    ),
    _rule(
        "rank",
        r"\b(?:above|below|over|better than|worse than|ahead of|beyond|near|at|under) (?:the )?(?:average|mean|median|norm|middle value|benchmark|typical|ordinary|usual|run)\b(?! (?:working|temp|rain))",
        strength=REFUSE,
    ),
    _rule(
        "rank",
        r"\b(?:better|worse|more \w+|further|faster|deeper|quicker|braver|superior|harder|sooner|ahead|more quickly|rarer)\b[^.;]{0,25}\b(?:than|to|of)\b (?:\w+ ){0,3}?(?:most|others|many|any|the (?:others|other|rest|average|ordinary|usual)|clients|referrals|those|people|conductors|peers|his peers|nine in ten|I (?:get|see))\b",
        unless=r"\bno(?:t)? compar",
    ),
    _rule(
        "rank",
        r"\b(?:best|worst|strongest|weakest|hardest|furthest|farthest|finest|bravest|most \w+|easily the|number one|first|second|third|last)\b[^.;]{0,40}\b(?:of (?:the|my|all|those)|among(?:st)?|in (?:his|her|the|my) (?:cohort|group|caseload|programme|program)|(?:clients?|cases?|man|men|woman|people|referrals?|person) (?:that )?i|i have|i've|caseload)\b",
        needs=r"\b(?:caseload|clients?|cases?|referr\w+|people|those|seen|cohort|group|men|women|worked|see|this year|class|ones|of the|of all|books|sat)\b",
        unless=COUNTED + r"|\bthe (?:first|last|second|third) (?:of|time|in)\b|\bfirst of\b",
    ),
    _rule(
        "rank",
        r"\b(?:few|hardly any|not many|none|fewer|very few|rarely|seldom)\b (?:\w+ ){0,3}?(?:of (?:my|the|those|them)|clients?|referrals|on (?:the|my) (?:books|caseload)|(?:have|had|has) (?:been|come|i|so|met|seen|done|gone|got))\b",
        unless=r"\b(?:words|days|weeks|times|minutes|questions|pages)\b",
    ),
    _rule(
        "rank",
        r"\b(?:compared|comparison|compares|relative|next to|set against|unlike) (?:\w+ )?(?:to|with|favou?rably|the|my|other|most)\b(?! (?:summer|last|january|spring|june|then|before))",
        needs=r"\b(?:others?|foremen|peers|clients?|generality|referr\w+|rest|leads|most|those|average|cohort|mean)\b",
        unless=r"\bno(?:t|r)?\b[^.]{0,20}\bcompar|\bcompar\w+[^.]{0,12}\b(?:not|none)\b|\bnot intended\b",
    ),
    _rule(
        "rank",
        r"\b(?:ranks?|ranked|ranking)\b (?:\w+ ){0,2}?(?:first|second|third|top|among|highest|above|in (?:his|her|the))\b",
        unless=ABOUT_OTHERS_WORK + "|" + ELSEWHERE,
    ),
    _rule(
        "rank",
        r"\bone of the (?:more|most|best|better|worst|finest) [^.;]{0,40}(?:i|here|men|women|clients|caseload|seen|met|referr)",
    ),
    _rule(
        "rank",
        r"\bamong the (?:best|most|strongest|top|finest|worst|better|more)\b|\bout of the water\b|\btop-tier\b|\bblows? most\b",
    ),
    # light
    _rule(
        "light",
        r"\b(?:green|amber|red|yellow)[- ]light(?:ed)?\b[^.]{0,25}\b(?:for|to|from me|on|his return|return|go)\b|\b(?:give|given|giving|got|get|have|has|gets?)\b (?:\w+ ){0,3}?(?:the |a |my )?green (?:light|flag)\b|\bit's a green (?:light )?(?:from|for)\b",
        unless=r"\b(?:stopped|traffic|roadworks|junction|asked|late|drove)\b",
    ),
    _rule(
        "light",
        rf"\b(?:status|rag|indicator|rating|traffic[- ]light|dashboard|heat ?map|light|colou?r|flag|signal|lamp|code|shade\w*|position|state|conduct|reintegration|return|stage|readiness|attitude)\b[^.;]{{0,40}}\b{_HUED}\b",
        unless=r"\b(?:bridge|broken|stained|board|stage lights|fifth|traffic police|roadworks|stopped|asked|pinged|online|lanyard|file|wall|late|habit of|green (?:line|street|room)|name)\b|\bno\b[^.]{0,15}\bcolou?rs?\b",
    ),
    _rule(
        "light",
        rf"\b(?:is|was|on|at|to|from|as|in|stays?|remains?|keep \w+ on|moved|shaded|put \w+ (?:at|on)|ticked|wait)\b (?:a |an |the |now |still |currently )?(?:pale |soft |spring |solid |all )?{_HUED}\b(?=\s*(?:[.,;:]|$|this|for|since|until|status|quarter|case|zone|across|effective|tending|for (?:conduct|me)|and|with|by))",
        needs=r"\b(?:he|she|they|him|her|them|client|employee|case|return|conduct|me|position|overall|word|status|quarter|depot|distillery|conduct|reintegration|workstream|moved|keep)\b",
        unless=r"\b(?:stopped|bridge|lanyard|door|file|wall|light was|lights? (?:were|went)|hair|paper|paint\w*|ink|coat|wears?|wine|room|face|red at|went red|turned red in|blushed|line)\b",
    ),
    _rule("light", rf"^(?:\W*(?:[\w' -]+[:?]\s*))?\W*{_HUED}\W*$"),
    _rule(
        "light",
        rf"\b(?:theatre|on-call|ward|clinic|office|team|work|teaching|colou?r|overall|case|now|site|return)(?: \w+){{0,3}}:\s*{_HUED}\b|\ball (?:systems )?green\b|\b(?:red|amber|green|yellow|orange)(?: case| status| zone| flag|-rated| rated)\b|\brag: ?[rag]\b",
        unless=r"\b(?:theatre is|asked|file)\b",
    ),
    # certificate
    _rule(
        "certificate",
        r"\b(?:cured|rehabilitated|reformed|reformation|de-risked|redeemed|born again|fully healed|officially healed|transformed|in (?:full |complete )?remission|clean bill of health|moral health|out of the woods)\b",
        needs=r"\b(?:he|she|they|him|her|hers?|his|client|man|woman|person|gentleman|consultant|i|we|is|been|cured|rehabilitated|remission|bill|badge|discharged|reformed|reformation|moral)\b",
        unless=r"\b(?:haddock|ham|play is|saint|knee|flu|cold|infection|wrist|back pain|neither|course for|asked|hear that|woods\")\b",
    ),
    _rule(
        "certificate",
        r"\b(?:changed|new|different|reformed|better|other|another|transformed|completely different) (?:man|woman|person|human being|individual|character)\b|\bturned (?:over )?(?:a new leaf|his life|her life|the corner)\b|\bno longer (?:exists?|that man|the man|the person)\b|\bput (?:it|this|that) behind (?:him|her|them)\b|\bnew leaf\b",
        unless=r"\b(?:another person (?:in|on|at|to|who|from)|by (?:a |an)?(?:another|different)|other person(?:'s)?\b|other man (?:in|at)|different person (?:to|in|at|will))\b",
    ),
    _rule(
        "certificate",
        r"\b(?:fit|suitable|suited|ready|cleared|able|safe|eligible|role-ready|qualified|sound|competent|ripe)\b (?:\w+ ){0,2}?(?:for|to|in|as|enough|again)\b (?:\w+ ){0,3}?(?:work|duty|duties|return\w*|resume|supervis\w+|manag\w+|lead\w*|command|role|team|trusted?|reinstate\w*|people|practi[cs]e|be|chair|post|school|floor|classroom|office|teach\w*|put back|with|serve|back|job|full)\b",
        unless=r"\b(?:able to (?:come|talk|say|hear|name|attend|explain|speak|see|use|keep|tell|travel|find|make|get)|asked|asks|knee|hip|house|table|get ready|was ready to (?:go|talk)|to work (?:late|from))\b",
    ),
    _rule(
        "certificate",
        r"\bfit (?:for|to) (?:work|duty|return|practi[cs]e|command|serve|lead)\b|\brole-ready\b|\b(?:safe|ready) to (?:return|supervise|lead|manage|work|teach|be)\b|\bsign(?:ed)? (?:him|her|them) off\b|\bno bar to\b|\b(?:give|have|get|put) (?:him|her|them) (?:\w+ )?back\b|\btake (?:him|her|them) back\b|\b(?:trust|trusted) (?:him|her|them |with)\b",
        unless=r"\b(?:asked|asks|whether|rang|ring|call(?:ed)?|phone[d]?|gave (?:him|her) back|put (?:him|her) back to)\b",
    ),
    _rule(
        "certificate",
        r"\b(?:i|we)(?:'m| am| are| can| do| would| hereby| have|'d| will|'ll)?(?: \w+){0,3}? (?:certify|certifying|guarantee|vouch|attest|warrant|assure|promise|swear|endorse|pledge|testify|stake)\b",
        unless=r"\b(?:he|she) (?:said|told)|said he|asked\b",
    ),
    _rule(
        "certificate",
        r"\b(?:you have my word|my word (?:as|on)|with guarantee|slam dunk|safe bet|i(?:'d| would) bet|bet money|mark my words|take (?:it|my word))\b",
        unless=r"\bsafe bet we\b",
    ),
    _rule(
        "certificate",
        r"\b(?:remorse|contrition|regret|apolog\w+|shame|sorrow|change|repentance|tears|guilt|sincerity|transformation|insight)\b[^.;]{0,30}\b(?:is|was|were|are|rang|came|seems?|strikes)?\b[^.;]{0,20}\b(?:genuine|authentic|sincere|real|true|heartfelt|perfectly genuine|no act|not (?:an )?act|from the heart|the true kind|deeply felt|unfeigned|not faked|not put on|no performance|complete|permanent|lasting)\b"
        r"|\b(?:genuine|authentic|sincere|true|heartfelt|unfeigned)(?:ly)? (?:remorse\w*|contrit\w+|regret|sorry|sorrow|change|shame|apology|insight|repentan\w+)\b",
        unless=r"\bor that it is not\b|\btrue (?:that|kind of question)\b|\bclaim that\b",
    ),
    _rule(
        "certificate",
        r"\b(?:confirm\w*|certif\w+|attest\w*|pleased to (?:state|award)|award(?:ed|s)?)\b[^.;]{0,40}\b(?:change\w*|fit|suit\w+|safe|cleared|rehab\w+|reform\w+|badge|certificate|ready|completion|diploma)\b",
        unless=ELSEWHERE + r"|\b(?:fork-?lift|first aid|food handler|attendance|dates)\b",
    ),
    _rule(
        "certificate",
        r"\b(?:earned|deserves?|has earned|won)\b (?:\w+ ){0,3}?(?:seat back|job back|second chance|place back|trust|certificate|another chance|return|back)\b|\bearned (?:his|her|their) (?:certificate|way)\b",
    ),
    _rule(
        "certificate",
        r"\b(?:i|we)(?:'d| would)?(?: \w+)? (?:recommend|support|back|endorse|welcome|favou?r) (?:his|her|their|that (?:he|she)) (?:\w+ )?(?:reinstate\w*|return\w*|be reinstated|be given|going back|coming back|resum\w+)\b|\bready (?:for|to) reinstate\w*\b|\b(?:lightning's|safety worry)\b|\bwelcome (?:him|her) (?:home|back)\b|\bwell again\b",
    ),
    _rule(
        "certificate",
        r"\b(?:behaviou?r|problem|matter|concern|issue|chapter|habit|pattern)\b[^.;]{0,25}\b(?:resolved|closed|behind (?:him|her|them)|solved|gone for good|over for good|finished|eradicated|a thing of the past)\b",
        unless=r"\b(?:book|visa|parking|boiler|not closed)\b",
    ),
    _rule(
        "certificate",
        r"\bnot (?:the man|the person|the woman) (?:he|she|they|who)\b|\b(?:gets|got) it now\b|\blearn(?:ed|t) (?:his|her|their) lesson\b|\b(?:truly|really|genuinely) (?:means? it|sorry|changed|remorseful|transformed)\b",
    ),
    # instrument
    _rule("instrument", rf"(?<![\w-]){_TOOLS}", unless=r"\brsvp'?d\b", sure=True),
    _rule(
        "instrument",
        r"\b(?:questionnaire|inventory|psychometric\w*|subscale|checklist|rating scale|rubric|screener|test battery|aptitude|heat ?map|scorecard|attitude scale|self-rating)\b",
        needs=rf"\b(?:{QUALITY}|score\w*|result\w*|complet\w+|administer\w*|repeat\w*|shows?|total|points?|moved|responses?|filled|climb\w*|fall\w*|fell|rose|came|risk|sexis\w+|masculin\w+|attitudes?|used|on the|reached|form|threshold)\b",
        unless=ABOUT_OTHERS_WORK
        + r"|\b(?:packing|stock|no (?:scores|instrument|questionnaire|inventory|checklist|scale)|shop|warehouse inventory|none|safety checklist|his own checklist|not a scorecard)\b",
    ),
    _rule(
        "instrument",
        r"\b(?:level|tier|stage|category|class|band|sev|rung|maturity level|phase)[ -](?:\d|[ivx]{1,4}\b|one|two|three|four|five|six|seven|a\b|b\b|c\b)(?: of (?:the |our )?(?:\w+[- ])?(?:\d|\w+))?",
        needs=rf"\b(?:{QUALITY}|harm|behaviou?r|conduct|matrix|ladder|model|map|scale|issue|offen\w+|severity|incident|downgraded|guidance|puts? (?:him|her)|managed at|responsib\w+|accountab\w+|change|misconduct|triage|framework|of \d)\b",
        unless=r"\b(?:pay|floor|room|grievance|lift|wizard|hr system|a-level|levels? with|on foot|stairs|deputy is|game|spine|meeting room|office|building|union|band rehears\w+)\b",
    ),
    _rule(
        "instrument",
        r"\b(?:severity|gravity|seriousness|intensity|degree)\b[^.;]{0,35}\b(?:mild(?:er)?|low(?:er)?|moderate|light|slight|severe|high|minor|serious|grade|continuum|end|medium)\b|\bof the (?:milder|lesser|graver) (?:degree|kind|sort)\b",
        unless=r"\b(?:weather|burn|fracture|injury|pain|noise)\b",
    ),
    _rule(
        "instrument",
        r"\b(?:cut-?off|intervention threshold|within range|action stage|stage of change|trend(?:ing|s)? (?:up\w*|down\w*|line|way)|trend line|normal (?:level|range) (?:on|for))\b",
        unless=r"\b(?:sales|prices|blood)\b",
    ),
    _rule(
        "instrument",
        r"\b(?:score[ds]?|rescored|administered|re-?administ\w+)\b",
        needs=r"\b(?:he|she|his|her|was|were|session|file|cut-?off|result|on the|page|item)\b",
        unless=ELSEWHERE
        + "|"
        + ABOUT_OTHERS_WORK
        + r"|\b(?:goals?|tickets|cricket|typescript|margin|piano|film|veterans|team|twice|no score|not score|doesn't score|don't score|aren't any scores|not used|musical|playoffs|scored (?:twice|for))\b",
    ),
    # drawn
    _rule(
        "bar-star-emoji",
        r"[★■♥☝●↑↓]{2,}|(?:[★■●♥☝↑↓]\s){2,}[★■●♥☝↑↓]|\[[#=x■*|. -]{4,}\]",
        excusable=False,
        sure=True,
    ),
    _rule("bar-star-emoji", r"\w[^\w.!?]{0,3}[★●♥■☝↑↓]", unless=r"\b(?:chat|online|name|box)\b"),
    _rule(
        "bar-star-emoji",
        r"\b[a-z' -]+\s*[:→—=-]?\s*[★●♥■☝↑↓]{1,}",
        needs=rf"\b(?:{QUALITY}|progress|how (?:he|she) is|development|overall|mood|month|quarter|season|wheel|this (?:month|quarter))\b",
        unless=r"\b(?:chat|online|name\b|box)\b|^no\b",
    ),
    _rule(
        "bar-star-emoji",
        r"(?:#{2,}[-.·_ ]*)|\|{4,}|={4,}>?|\[[#=x■*|. -]{4,}\]|(?<!\w)\*{2,}(?!\w)|(?<!\w)\+{2,}(?!\w)|(?<![\w-])o{3,}(?!\w)|x{4,}",
        needs=rf"\b(?:{QUALITY}|progress|development|how|wheel|overall|period|chart)\b",
    ),
    _rule(
        "bar-star-emoji",
        r"\bprogress (?:bar|wheel|meter|chart)\b|\bthumbs[- ](?:up|down)\b",
        unless=r"\b(?:isn't|not|neither|no)\b",
    ),
)

# What a clause is plainly about instead, whatever words of judgment stand in it.
ABOUT_ELSE: tuple[re.Pattern[str], ...] = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b(?:describe[sd]?|described|talk(?:s|ed)|spoke|speaks|named|names|listed|explain(?:s|ed)"
        r"|fear(?:s|ed)|worr(?:ies|ied)|discussed|asked about)\b[^.;]{0,40}"
        r"\b(?:risk\w*|danger\w*|threat\w*|hazard\w*)\b",
        r"\b(?:risk|danger|threat)s? (?:of|that) (?:losing|being|his (?:job|pension)|her (?:job|pension))\b",
        r"\b(?:risk|hazard|safety|noise|damage) (?:assessment|survey|review|register|officer)\b",
        r"\b24/7\b|\b(?:article|section|clause|rule|guidelines?|exhibit) \d",
        r"\b\d+ ?(?:%|per ?cent) of (?:his|her|their|the) (?:\w+ )?(?:time|hours|week|day|pay|salary"
        r"|pension|job|fee|base|schedule)\b",
        r"\b(?:restaurant|hotel|cafe|film|taxi|book|app)\b[^.;]{0,40}\bstars?\b"
        r"|\bstars?\b[^.;]{0,40}\b(?:restaurant|hotel|cafe|film|taxi|book|app)\b",
        r"\bconsent (?:forms?|papers?|was (?:explained|signed|given|read|discussed|renewed))\b",
        r"\bthe safe (?:in|was|is|behind|under|door|house)\b",
        r"\b(?:he|she) is \d\d(?: and|,|\.|$)",
        r"\bstage \d\b[^.;]{0,20}\bof (?:its|the|their) (?:\w+ )?(?:process|procedure)\b",
        r"\bstepped (?:back|down|aside) from\b",
    )
)

# A limit: says what the report does not do. It excuses the clause it stands in.
LIMIT = re.compile(
    r"\b(?:no|not|n't|nor|neither|never|without|nothing|cannot|nobody|none|declin\w+|refus\w+|refrain\w*|abstain\w*|silent|outside)\b"
    r"[^.;]{0,60}\b(?:certif\w+|guarant\w+|promis\w+|assur\w+|warrant\w*|opinion|statement|say|says|tell|predict\w*|forecast\w*|prognos\w+"
    r"|grade[sd]?|score[sd]?|ratings?|rates?|marks?|percent\w*|numbers?|figure|points|colou?rs?|compar\w+|rank\w*|claim\w*|judge?\w*|pronounce|infer\w*"
    r"|verdict|view|offer\w*|endors\w+|clear(?:s|ance)|testimonial|reference|diploma|credential|scales?|stars?|instrument|used|write|assess\w*|answer\w*|"
    r"fitness|blessing|thumbs|tally|heat ?maps?|league|taken to mean|be taken|be read|recommend\w*|comment|speak\w*|know|tries|try|mine to|conclusion|known|for me to|role to|swear|figure)\b"
    r"|\b(?:whether|if)\b[^.;]{3,80}\b(?:is not for|is a question|is (?:the )?\w+'s call|not for (?:me|this)|outside|i (?:cannot|can not|can't|do not|don't)|is your)\b"
    r"|\b(?:would be improper|to say \"|not mine|don't do|do not do|not a word i)\b"
)
ASKED = re.compile(
    r"\b(?:asks?|asked|asking|wondered|enquired|inquired|wanted|wants|wrote to ask|phoned|pinged|texted|form|box)\b"
    r"[^.;]{0,60}(?:\bwhether\b|\bif\b|\bfor\b|\bto (?:know|hear)\b|\?|\"|:|\bmarked\b|\bsays\b|\b(?:he|she) (?:was|is)\b)"
)
TOLD = re.compile(
    r"\b(?:he|she|they|client|employee)\s+(?:\w+ )?(?:said|says|asked|talked|spoke|described|told|feared|fears|worr(?:y|ies|ied)|wrote|promised"
    r"|believes|thinks|feels|felt|hopes|hoped|is (?:afraid|scared|worried)|fears|explained|named|listed)\b"
)


def excused(clause: Clause, rule: Rule, sentence: str) -> bool:
    """Whether a hit in this clause is a limit, a question that was asked, or another's words."""
    if clause.quoted and rule.family != "bar-star-emoji":
        return True
    if ASKED.search(clause.text) or clause.text.startswith("whether "):
        return True
    if rule.family in ("risk", "certificate") and TOLD.search(clause.text):
        return True
    if not rule.excusable:
        return False
    limit = LIMIT.search(clause.text)
    if limit is None:
        return False
    if rule.family == "risk-denial":
        # The denial is the claim: only a limit about speaking excuses it, never the denial itself.
        return bool(_SPEAKING.search(clause.text))
    if rule.family == "certificate" and _FUTURE.search(clause.text):
        return bool(_SPEAKING.search(clause.text))
    return True


_SPEAKING = re.compile(
    r"\b(?:cannot|can not|can't|could not|couldn't|not|never|don't|doesn't|no|neither|nothing|won't|refuse\w*|decline\w*)\b(?: \w+){0,3}? "
    r"(?:say|tell|certify|promise|predict|assess(?:ed)?|state|opinion|view|statement|claim|judge|pronounce|guarantee|write|know|forecast|speak|answer|offer\w*|give[ns]?|used|swear)\b"
)
_FUTURE = re.compile(r"\b(?:again|recur\w*|repeat\w*|happen|reoffend)\b")


def hits(sentence: str, offset: int, clauses: list[Clause]) -> Iterator[Hit]:
    """Every rule that stands in one sentence and is not excused: bounds in folded text."""
    quoted = quotations(sentence)
    for rule in RULES:
        for match in rule.pattern.finditer(sentence):
            if not match[0].strip():
                continue
            if any(start <= match.start() and match.end() <= end for start, end in quoted):
                continue
            if rule.needs is not None and not rule.needs.search(sentence):
                break
            if rule.unless is not None and rule.unless.search(sentence):
                break
            start, end = offset + match.start(), offset + match.end()
            home = [c for c in clauses if c.start < end and start < c.end]
            if home and not any(excused(c, rule, sentence) for c in home):
                yield Hit(start, end, rule)
