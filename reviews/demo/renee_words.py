"""What is written and said in Renee Castellan's story, by her and about her.

Invented. No incident detail, and nobody who was harmed is named or described.
"""

from datetime import timedelta

from reviews.demo.weeks import Talk
from reviews.feedback.words import ReplyWords
from reviews.reports.body import About
from reviews.sessions.models import SessionLog
from reviews.sessions.words import Agreed, Words

# Check-in by its number → answers by prompt key; a prompt without an answer was skipped.
REFLECTIONS: dict[int, dict[str, str]] = {
    1: {
        "workplace.1": "The handover with the night shift. They asked questions and did not look "
        "at the clock.",
        "triggers.1": "Busy nights, being praised, an audience. Usually the canteen.",
        "listening.1": "That people laugh at my jokes with their faces turned a little away.",
        "workplace.2": "I stopped myself once, and once I did not. I said that somebody looked "
        "tired.",
    },
    4: {
        "triggers.2": "Wound up. Proud of how the week went, and wanting it noticed.",
        "listening.2": "I said back that they needed the rota earlier. They corrected me: they "
        "need it kept.",
        "workplace.3": "I asked my mentor before I commented on a new starter’s hair. The answer "
        "was no, and it was clear to me why as soon as I read it.",
        "triggers.3": "I write the rota. I decide who gets the early train home.",
    },
    5: {
        "listening.3": "When a driver said the meetings run long, I wanted to explain. I counted "
        "to ten and wrote it down.",
        "workplace.4": "The open office for handovers. What gets in the way is that I like to be "
        "the one who is quick.",
        "triggers.4": "I start to look for who is watching.",
    },
    6: {
        "workplace.5": "When I stood up to tell the story. Two of them picked up their phones.",
        "triggers.5": "The stock count, all night and with everybody there. I will not take the "
        "microphone.",
        "listening.5": "The new ones found it easier. I do not know about those who were there "
        "before.",
    },
    13: {
        "triggers.6": "I saw who does not laugh, and I stopped.",
        "listening.6": "To let a silence be one, and not fill it.",
        "triggers.7": "My choices. I had begun with how loud the others were, and crossed it out.",
    },
}

TALKS = {
    1: Talk(
        Words(
            done="We went through the conditions she was given, and what stays between us.",
            seen="She made three jokes in the first minutes, and noticed the third herself.",
            commitments=[Agreed("Asks her mentor first before commenting on anybody’s looks")],
        )
    ),
    2: Talk(
        Words(
            done="We began a map of the moments before a joke: busy nights, praise, an audience.",
            based_on="Her own telling, and one exercise in the room.",
        )
    ),
    3: Talk(
        Words(
            done="First listening exercise: say back, and be corrected.",
            seen="She was corrected twice and wrote both corrections down.",
            commitments=[Agreed("Holds the shift handover in the open office")],
        ),
        format=SessionLog.VIDEO,
        due_in_days=14,
    ),
    5: Talk(
        Words(
            done="Second listening exercise. The map of triggers is finished.",
            seen="When it became tense she turned it into a joke, and then named that she had.",
            does_not_fit="She describes nights without a joke, and there was one in every check-in.",
        ),
        feedback="You named the joke a breath after it. Try to name it a breath before. What would "
        "you need for that breath?",
        reply=ReplyWords(
            accept="That I see it late.", explain="How would I know, before it is out?"
        ),
        reply_after=timedelta(days=2),
    ),
    7: Talk(
        Words(
            done="She brought the rule by which she plans who is on with whom, and we read it over.",
            seen="She let a silence be one, and said afterwards that it had been long.",
        )
    ),
    8: Talk(
        Words(
            done="We looked at who has read the report, and what she wants to add next time.",
            seen="She asked what she could do better, and then did not wait for the answer.",
        )
    ),
    9: Talk(
        Words(
            done="Third and fourth listening exercise, both from a meeting of the week.",
            seen="She noticed a joke on its way and let it go by, and said so afterwards.",
        )
    ),
    11: Talk(
        Words(
            done="A quiet fortnight, by her account. We spoke about the leaving party this week.",
            does_not_fit="She expects no difficulty, and had brought no plan.",
        )
    ),
    12: Talk(
        Words(
            done="We went through the changed plan line by line, and she read the draft of the report.",
            seen="She asked that what happened be in it, and did not ask what it would cost her.",
        ),
        signed=False,
    ),
}

FIRST_TALK = {
    1: "She comes because her job depends on it, and says so. She wants to know what others heard.",
    2: "She says that she remarked on how people look, more than once, after she was asked to stop. "
    "She still says that everybody laughed.",
    3: "A final talk with the operations director, and a written warning that stays on file.",
    4: "That a yes which saves a job may not be free. We look at that again each time we review.",
    5: "Her union, for advice on the conditions. She can reach them without me.",
    6: "She takes the conditions home, asks her union, and answers when she has thought.",
}

ABOUT = About(
    role="Psychologist, working with her under an agreement about her employment",
    licence="Licensed psychologist",
    sources_used="Our check-ins, two exercises in the room, what she wrote and chose to share, and "
    "what was agreed.",
    sources_not_used="I did not speak with colleagues or with her manager, and I used no tests or "
    "scales.",
    fee_payer="Brackenfield Freight, which has no say in what is written here.",
)
REPORT = {
    "themes": "We worked on the workplace, on the moments before a remark is made, and on listening.",
    "seen": "She drew a map of these moments: busy nights, being praised, an audience. In two "
    "listening exercises she said back what she had heard, was corrected, and wrote the correction "
    "down. What happens at work I know from what she told me.",
    "hard": "She turns tense moments into jokes. In the fifth check-in she did it once, and named it "
    "only afterwards.",
    "boundaries": "No one-to-one meetings behind a closed door. The shift handover stays in the open "
    "office. She asks her mentor first.",
}
STATEMENT = "Fair. I would add that I now see who does not laugh."

SETBACK = {
    1: "I made a remark at a leaving party about how a colleague looks. I wanted the laugh.",
    2: "A long week, some praise, a glass of wine, and everybody in one room.",
    3: "While I was still speaking. I saw a face change, and went on for another sentence.",
    4: "Somebody had to hear it at their place of work. They owe me nothing, no talk either.",
    5: "My mentor, this morning, and now you. The agreement asks me to.",
    7: "I do not drink at such evenings, I go home early, and I ring my mentor before.",
}
LISTED = (
    "It is what the description in the agreement means: a remark at work about how somebody looks. I "
    "have talked it through with Dr Halloran. A next report states it, or none goes out."
)
HEARD = (
    "For months your answers were good, and then there was the old habit, in one evening. Both count. "
    "You rang within hours. The remark still reached somebody."
)
CHANGED = (
    "No alcohol at events of the firm, home early, a call to your mentor before each of them. We look "
    "at it again every time we meet."
)
SHE_ANSWERS = "I know. I asked my mentor to tell me when I sound pleased with myself."

FIRST_REVIEW = {
    1: "To ask before I comment on looks, to hold the handover in the open office, to listen.",
    3: "I said back what I had heard, and was corrected nearly each time.",
    5: "Once at a break I told a story at somebody’s cost. I stopped in the middle.",
    6: "To let a silence be one.",
    7: "The next exercises at work instead of here.",
}
FIRST_REVIEW_HERS = {
    1: "Asking first, the open handover, listening exercises, a map of triggers.",
    2: "She speaks of her part without being asked, and of other people’s jokes when she is tired.",
    3: "The handover is in the open office, as she tells it. The map is finished.",
    4: "She calls most weeks quiet. What she writes about the same weeks is not.",
    6: "Praise. She likes an audience, and looks for one.",
    7: "A plan for evenings of the firm; she has none yet.",
}
SECOND_REVIEW = {
    1: "The exercises at work, and a plan for evenings of the firm. I did not make the plan.",
    3: "The exercises. I asked my mentor before most things, and not before the party.",
    5: "At the leaving party. I said so the next morning.",
    6: "To be in a room with everybody and not be the funny one.",
    7: "The plan as it is now, and to show it to my mentor.",
}
SECOND_REVIEW_HERS = {
    1: "A plan for evenings of the firm, and listening at work.",
    2: "She told it in plain words, without the others in the first sentence.",
    3: "She rang the next morning. The plan was made after it, not before.",
    5: "A remark about a colleague’s looks at an evening of the firm.",
    6: "After quiet weeks she does not look for what could come.",
    7: "The changed plan, read over each time we meet; her mentor has it too.",
}
SECOND_REPORT = {
    "themes": "We went on with listening, now at work, and with evenings of the firm.",
    "seen": "In the exercises she let a joke go by and said so afterwards. What happens at work I "
    "know from what she told me.",
    "hard": "After quiet weeks she expects no difficulty. Before the evening in question she had made "
    "no plan.",
    "concerns": "At an evening of the firm she made a remark about how a colleague looks. She told me "
    "the next morning. Since then: no alcohol at such evenings, home early, a call to her mentor "
    "before each.",
    "boundaries": REPORT["boundaries"],
}
SECOND_STATEMENT = "I asked that this be included."

GOAL = "Shifts on which nobody has to put up with a remark"
SHUT_DOOR = "No one-to-ones behind a closed door"
GLASS_ROOM = "One-to-ones in the glass room, with the rota on the wall"
LISTENING = "Does four listening exercises, two of them at work"
TRIGGERS = "Finishes her map of the moments before a joke"
MENTOR = "Meets her mentor, a manager who has retired"
