# ruff: noqa: E501 - a pattern is easier to read whole
"""Set phrases that often make an act smaller, each with the question that fits it.

The model learns from examples how much each family of phrases weighs beside everything else in the
text. They choose the words of the question, and are asked about where they would be alone.
"""

import re
from dataclasses import dataclass

_P = r"(?:she|he|they|you)"
_WHOM = r"(?:her|him|them|anyone|anybody|you)"


@dataclass(frozen=True, slots=True)
class Phrase:
    family: str
    pattern: re.Pattern[str]
    question: str


def _phrase(family: str, pattern: str, question: str) -> Phrase:
    return Phrase(family, re.compile(rf"\b(?:{pattern})\b"), question)


PHRASES: tuple[Phrase, ...] = (
    _phrase("euphemism", r"(?:went|go|gone) (?:a little |a bit )?too far", "What did you do at the point you call too far?"),
    _phrase("euphemism", r"cross(?:ed|ing)? (?:a|the|some) (?:lines?|boundary|boundaries)", "Which line was it, and what did you do?"),
    _phrase("euphemism", r"(?:made|making|make) a (?:pass|move)", "What did you say or do, and did they want it?"),
    _phrase("euphemism", r"(?:stole|steal|stealing|stolen) a kiss", "Had they agreed? What would you call it if they had not?"),
    _phrase("euphemism", r"(?:fooling|messing|fooled|messed) around", "Who was playing, and who was not?"),
    _phrase("euphemism", r"handsy|touchy-?\s?feely|(?:overly|too|over-?) ?(?:friendly|familiar|affectionate)", "What did your hands or words do?"),
    _phrase("euphemism", r"(?:just|only|harmless|innocent|bit of|merely) (?:a )?(?:bit of )?(?:flirting|flirtation|banter|teasing|fun|horseplay|kidding)", "How might the other person describe it?"),
    _phrase("euphemism", r"(?:just|only|merely) an? (?:little |friendly )?(?:joke|hug|compliment|kiss|touch|comment|peck|pat)", "What changes if you take out \"just\"?"),
    _phrase("euphemism", r"no big deal|not a big deal|not that bad|nothing serious|nothing much", "Who gets to say how big it was?"),
    _phrase("euphemism", r"misunderstanding|miscommunication|crossed wires|misread (?:the )?(?:signals|signs|mood|room)", "Which signs did you see, and which did you pass over?"),
    _phrase("euphemism", r"(?:behav\w+|act(?:ed|ing)?) (?:inappropriately|unprofessionally|badly|poorly|foolishly)", "What was the act, in everyday words?"),
    _phrase("euphemism", r"(?:made|did|make) (?:an?|some|one|my) (?:mistakes?|errors? (?:of|in) judge?ment|poor choices?|bad (?:call|choice)s?|bad decisions?)|lapse (?:of|in) judge?ment", "What did you choose to do?"),
    _phrase("victim_blaming", rf"{_P}(?: \w+){{0,3}} led me on|led me on", "What did you do with what you believed?"),
    _phrase("victim_blaming", rf"{_P} (?:was|were|is|are) (?:asking for it|a tease|(?:being )?provocative|flirting)", "What did you want that to mean?"),
    _phrase("victim_blaming", rf"(?:the way|what) {_P} (?:was|were)? ?(?:dress\w*|wearing|wore)|dressed like that", "What part of this sentence is about your own choice?"),
    _phrase("victim_blaming", rf"{_P} (?:\w+ )?(?:wanted|liked|enjoyed|loved) (?:it|the attention)", "How would you know, and did you ask?"),
    _phrase("victim_blaming", rf"{_P} (?:never|didn't|did not) (?:once )?(?:say|said|tell|told|object\w*|complain\w*|push|pull|move)", "What made it hard to say no to you?"),
    _phrase("victim_blaming", rf"{_P} (?:should|could)(?: have|'ve) (?:\w+ )?(?:said|told|left|stopped|spoken|walked|gone|asked|hung)", "What could you have done?"),
    _phrase("victim_blaming", r"overreact\w*|over-react\w*|(?:too|over-?)\s?sensitive|take a joke|took (?:it|offen[cs]e)(?: \w+){0,2} (?:wrong|badly)", "What if their reaction fitted what happened?"),
    _phrase("victim_blaming", rf"{_P} knew what(?: \w+){{0,4}} (?:doing|getting into|like)", "What did you know?"),
    _phrase("victim_blaming", r"(?:waited|took)(?: \w+){0,3} (?:weeks|months|years|season|contract)", "What might have made it risky to speak?"),
    _phrase("victim_blaming", r"had it coming|g[eo]t\w* what \w+ deserve\w*|mixed (?:signals|messages)|takes two|we were both", "Which part was yours alone?"),
    _phrase("intent_defence", r"(?:didn't|did not|never) (?:mean|meant|intend|intended|want|wanted)(?: \w+)? ?(?:to|any|it|harm)|meant (?:no harm|nothing|well)|no (?:harm|malice|ill will|bad intention)", "Setting intention aside, what was the effect?"),
    _phrase("intent_defence", r"(?:meant|intended)(?: \w+){0,2} as an? (?:\w+ )?(?:compliment|joke|kindness|praise|gesture)", "How did it land, as far as you could see?"),
    _phrase("intent_defence", r"(?:only|just)(?: \w+)? (?:trying|wanted|meaning) to", "Had they asked for that?"),
    _phrase("intent_defence", r"my (?:intentions?|heart|motives?) (?:were|was) (?:\w+ )?(?:good|pure|right|in the right place|kind)", "Can you say the act first and the intention second?"),
    _phrase("intent_defence", r"(?:i'm|i am|i was)(?: just| only| a bit)? (?:a hugger|tactile|old-?\s?fashioned|old school|affectionate|a friendly person|(?:being|trying to be) (?:\w+ )?(?:friendly|nice|kind|supportive|funny))", "Does everyone get that from you, or some people?"),
    _phrase("intent_defence", rf"(?:sorry|apologi[sz]e|regret)(?: \w+)? (?:if|that {_P} (?:felt|feel|took|were|was)|for (?:any|how))|if i(?:'ve| have)? (?:upset|offended|hurt|made|gave)", "What are you sorry you did?"),
    _phrase("intent_defence", rf"(?:thought|assumed|figured|believed|reckoned)(?: that)? (?:{_P}|we) (?:was|were|had|liked|wanted|enjoyed|minded|felt|might|would)(?:n't)?", "What did you see that did not fit that thought?"),
    _phrase("intent_defence", r"(?:not|wasn't|isn't|never) (?:hurting|harming) \w+", "Who would you need to hear from to know?"),
    _phrase("passive_distancing", r"(?:mistakes|errors) were made|lines (?:were|got) crossed|things (?:were|got) (?:said|done)|words were", "Who did it? Try the sentence with \"I\"."),
    _phrase("passive_distancing", r"(?:it|this|things|that)(?: all| just)* (?:happened|got out of hand|got heated|escalated|spiral\w+|snowballed)|one thing led to another", "What did you do first, and next?"),
    _phrase("passive_distancing", r"(?:ended up|wound up|found myself) \w+", "When did you decide to?"),
    _phrase("passive_distancing", r"my (?:hands?|eyes|mouth|arm|fingers?) (?:\w+ )?(?:went|slipped|wandered|found|ended up|came|brushed|rested|strayed)", "Can you say it as \"I put…\" or \"I said…\"?"),
    _phrase("passive_distancing", rf"(?:{_P}|a (?:colleague|student|junior|trainee|girl|woman|member of staff)) (?:was|were|got) (?:touched|kissed|grabbed|followed|made|held|upset)", "Who is missing from this sentence?"),
    _phrase("passive_distancing", r"(?:alcohol|drink|drinking|drinks|wine|beer|champagne|whisk\w+|stress|pressure|culture|grief|loneliness|tiredness)(?: \w+){0,2} (?:made|caused|took over|talking|did it|to blame|did the)", "What did you choose before and while drinking or under strain?"),
    _phrase("passive_distancing", r"(?:wasn't|was not|weren't) (?:\w+ )?(?:myself|really me|in my right mind|thinking straight)|something came over me|not in control", "If it was you, what would you say about it?"),
    _phrase("passive_distancing", rf"(?:so-called|alleged(?:ly)?) ?\w*|{_P} (?:may|might) have (?:felt|been|had)|made to feel|whatever (?:i did|it was|happened)", "What do you accept you did? (Ask your lawyer if a case is open.)"),
    _phrase("passive_distancing", r"you(?: just)? (?:get|lose) (?:carried away|swept|track|caught|your)|got (?:carried|swept) (?:away|along|up)", "Who is \"you\" here?"),
    _phrase("exception", r"(?:only|just) (?:the |that |this )?(?:once|one time|one evening|one night)|one-off|isolated (?:incident|case)|single (?:incident|occasion|lapse)", "What would make once matter?"),
    _phrase("exception", r"not who i am|not like me|out of character|not that (?:kind|sort|type) of|not one of (?:those|them)|no (?:monster|predator|saint|angel|harasser)|not an? (?:monster|predator|harasser|creep|bully)", "It was you that day. What does that tell you?"),
    _phrase("exception", r"at least i (?:didn't|never|did not)|(?:didn't|never|did not|not)(?: even| once)* (?:touch\w*|lay a (?:hand|finger))", "What did you do?"),
    _phrase("exception", r"(?:others|other people|other men|plenty of people|people)(?: \w+){0,4} (?:far |much )?worse|nothing compared|(?:everyone|everybody|we all) (?:does|did|was|were|says|jokes|did it|knew|carried on)", "Who did not, and who was uneasy?"),
    _phrase("exception", r"(?:different|another) (?:time|era|generation|age)|back (?:then|in (?:those|the) days)|how (?:things|it) (?:were|was|is)|in those days", "Who was hurt by it back then too?"),
    _phrase("exception", r"(?:no one|nobody|not one)(?: \w+){0,4} (?:complain\w*|said anything|minded|object\w*|had a problem|was hurt|got hurt)", "What might have kept people quiet?"),
    _phrase("exception", r"my(?: \w+)? (?:record|reputation|career)(?: \w+)? (?:speaks|should|shows|proves|is)|as a (?:father|husband|brother|mother|grandfather|family man)|(?:i have|i've|have) (?:got )?(?:two |three )?(?:daughters|sisters)", "Can a good record and this act both be true?"),
    _phrase("exception", r"(?:not|wasn't|isn't|hardly) (?:technically|really|actually|exactly|even)? ?(?:harassment|assault|abuse|against|a crime|illegal)|technically|strictly speaking", "What would you call it if it happened to you?"),
    _phrase("entitlement", r"i(?:'d| had|'ve| have)? (?:deserved?|earned)|(?:was|am|i'm|felt) owed|owed me|(?:had|have|have got|'ve) a right to|entitled to", "Who would have had to pay for it?"),
    _phrase("entitlement", r"boys will be boys|red-?\s?blooded|hard-?\s?wired|(?:men's|a man's|my|has|have) (?:needs|urges)|(?:only|just) human|flesh and blood|human nature", "Many people feel this and do not act. What was your choice?"),
    _phrase("entitlement", r"my turn|(?:couldn't|can't|could not|cannot) (?:help|stop|control|resist)(?: myself| it)?", "When had you stopped yourself before, and how?"),
    _phrase("entitlement", rf"after (?:all|everything)(?: that)? i(?:'ve| have| had|'d)? (?:did|do|done|given|gave)|all i(?:'d|'ve)? (?:did|done) for {_WHOM}", "Did they know there was a price?"),
    _phrase("entitlement", r"(?:can't|cannot|can not|not allowed to)(?: even| hardly)? (?:say|compliment|joke|look|talk|hug|open|tell)(?: \w+){0,4} (?:any ?more|nowadays|these days|now)|these days", "What is still open to you that respects people?"),
    _phrase("reversal", r"witch-?\s?hunt\w*|scapegoat\w*|made an example|kangaroo court|cancell?ed|lynch\w*|crucif\w+|stitch-?up|set-?up|character assassination", "What is true in what was said about you?"),
    _phrase("reversal", r"(?:ruin|destroy|wreck|end|cost|finish)\w*(?: me)? (?:my|our) (?:\w+ )?(?:life|career|family|reputation|marriage|name|job|home|business)|lost (?:everything|it all|my)", "That is a real loss. Which of your actions came before it?"),
    _phrase("reversal", r"(?:i'm|i am|i was)(?: the)?(?: real| true)? (?:victim|one who)|the real (?:victim|bully|harassment)", "Can your pain and theirs both be held, theirs first for a moment?"),
    _phrase("reversal", r"(?:out|trying|wants?|wanted|decided|determined) to (?:get|destroy|ruin|punish|finish|break|hurt|get rid of) (?:me|us|rid)|had it in for me|after me", "What might they have needed instead?"),
)  # fmt: skip


def _any_of(family: str) -> re.Pattern[str]:
    return re.compile("|".join(p.pattern.pattern for p in PHRASES if p.family == family))


BY_FAMILY = {family: _any_of(family) for family in sorted({p.family for p in PHRASES})}


# Beside a set phrase: it is quoted, named as an excuse, or taken back.
_DISOWNED = re.compile(
    r"\b(?:told myself|call(?:ed)? it|used to|i said|i say|i wrote|i believed|i thought|wrong|excuses?"
    r"|plain word|that is not|was not|not true|truth|softens?|instead|pretend|i hid|honest|really"
    r"|myself|as if)\b|[\"“”]"
)


def is_disowned(around: str) -> bool:
    """Whether a clause and the two beside it quote what they say, or take it back."""
    return bool(_DISOWNED.search(around))


def phrase_in(text: str, family: str) -> Phrase | None:
    """The first phrase of this family in a clause, else the first of any, else None."""
    found = [phrase for phrase in PHRASES if phrase.pattern.search(text)]
    same = [phrase for phrase in found if phrase.family == family]
    return next(iter(same or found), None)
