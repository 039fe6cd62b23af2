"""The questions the product brings. A practice writes its own versions of them (library.py).

Source: docs/glossary.md, "Prompt".
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FocusArea:
    key: str
    title: str
    questions: tuple[str, ...]


FOCUS_AREAS: dict[str, FocusArea] = {
    area.key: area
    for area in (
        FocusArea(
            "responsibility",
            "Responsibility",
            (
                "What did I do? Say it in one or two sentences that start with “I”.",
                "What did I know, or could I have noticed, about what the other person wanted?",
                "What did I tell myself that made it feel allowed?",
                "Which word in what I just wrote softens it, and what is the plain word?",
                "Which part do I still explain away, and to whom?",
                "Is there something I have not said yet that I want to raise in session? "
                "(You can just write “yes”.)",
                "If saying this could never help me, what would I still want to say?",
                "What am I responsible for this week?",
            ),
        ),
        FocusArea(
            "impact",
            "What it did to others",
            (
                "How may what I did have changed someone's ordinary working day?",
                "Who else was affected: those who saw, were told, or had to step in?",
                "What did I assume about harm then, and what do I see now?",
                "What about the harm can I never know and should not ask?",
                "When I hear a survivor's public account, where do I want to look away?",
                "Can I write “I may have caused” in place of “they may have felt”? What shifts?",
                "What does leaving someone in peace ask of me this month?",
            ),
        ),
        FocusArea(
            "thought_record",
            "A thought, looked at",
            (
                "Where was I, what was going on, what was my role?",
                "What went through my mind, word for word?",
                "What did I feel? Words only, such as uneasy, proud, lonely, angry.",
                "What did I see or hear that fits, as a camera would have caught it?",
                "What did not fit, and what did I wave away?",
                "What is another reading, perhaps one I like less?",
                "What will I do or not do, and who will I tell?",
                "If that thought were true, what would it say I am owed?",
                "What was I hoping was true?",
            ),
        ),
        FocusArea(
            "triggers",
            "Settings and first signs",
            (
                "What settings were part of it: place, hour, event, travel, drink, being "
                "alone together?",
                "What was my mood in the hours before?",
                "What power did I hold in that room?",
                "What was the first small sign that I was heading the wrong way?",
                "Which setting is coming up soon, and what will I change about it?",
                "What did I do this time when the sign showed?",
                "Am I describing the setting and my choices, or someone else's looks?",
            ),
        ),
        FocusArea(
            "power_boundaries",
            "Power and boundaries",
            (
                "Who depends on me for work, money, praise or a reference?",
                "How could someone safely say no to me, and would I hear it?",
                "When did I last feel something was owed to me?",
                "What did I learn growing up about who gets to want and who has to give way?",
                "Where did I use power this month in a way I would be glad to explain?",
                "What rule do I follow before a comment, a touch or an invitation at work?",
                "Whose silence have I taken for yes?",
            ),
        ),
        FocusArea(
            "coping",
            "Hard hours",
            (
                "What does anxiety or despair feel like in my body and my day?",
                "What did I do the last time it was strong?",
                "What steadies me for ten minutes?",
                "What makes it worse even if it helps at first?",
                "Who can I ring before I act on a bad hour?",
                "What do I want my clinician to know about how I am today?",
                "What is one kind thing I can do for my health that costs nobody else?",
            ),
        ),
        FocusArea(
            "listening",
            "Listening",
            (
                "Today I tried to listen first; what did I hear?",
                "Before answering, I said back what I heard; how did the other person correct me?",
                "When did I want to argue, fix or joke?",
                "What did I learn that I would have talked over?",
                "Who found it easier, and who harder, to speak to me?",
                "What will I try again this week? (Leave out private things others told you.)",
            ),
        ),
        FocusArea(
            "workplace",
            "At work",
            (
                "Which conversations at work went well for the other person, and how do I know?",
                "Did I comment on anyone's looks, body or private life? What did I say?",
                "What did I ask about first, before doing it?",
                "What support in my agreement am I using, and what gets in the way?",
                "When did I notice someone step back, go quiet or change the subject?",
                "What would a colleague who does not know I am in this program have seen?",
                "What am I tempted to test?",
            ),
        ),
        FocusArea(
            "repair",
            "Repair",
            (
                "What repair is possible without asking anything of the person I harmed?",
                "Am I ready to accept all of it, or are there parts I still dispute?",
                "What do I hope to get from repair, and would I do it without that?",
                "If the answer from a survivor is no, or silence, what do I do?",
                "What could I change at work so it is harder for this to happen to anyone?",
                "Letter that will not be sent: what I did, what I knew, what I believed I "
                "was owed, what I may have caused, that it was not their fault.",
                "After a circle: what did I hear, and what stays with the circle?",
            ),
        ),
        FocusArea(
            "losses_reasons",
            "Losses and reasons",
            (
                "What have I lost, or could I lose, at work, at home, in how people see me?",
                "Whose choices led there?",
                "What did the person I harmed lose?",
                "What do I want to be able to say about myself a year from now, in plain words?",
                "Who benefits if I keep going, besides me?",
                "What would make me stop doing this work, and what would I want to be told then?",
                "What is one reason that does not depend on being forgiven?",
            ),
        ),
        FocusArea(
            "support",
            "Who knows, who helps",
            (
                "Who knows what I did, and who only knows part?",
                "Who will tell me the truth when I do not want it?",
                "What have I asked my family to carry, and did they agree to it?",
                "Is there a group, mentor or faith or community person who could help?",
                "Who flatters me, and when do I go to them?",
                "What would I like to ask for this month?",
            ),
        ),
        FocusArea(
            "setbacks",
            "When I ran off course",
            (
                "What happened, in plain words beginning with “I”?",
                "What came just before: setting, mood, thought?",
                "When did I notice, and what did I do in the next hour?",
                "Is anyone affected now, and what do they need from others, not from me?",
                "Who have I told, and does my agreement ask me to tell anyone?",
                "What did I learn about my plan?",
                "What changes from today?",
            ),
        ),
    )
}
