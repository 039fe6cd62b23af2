"""What the invented people of the demonstration write. No incident detail, nobody harmed described.

Each reflection is the answers by prompt key; a prompt without an answer was skipped.
"""

GRAHAM = [
    {
        "responsibility.1": "I kept asking someone who worked for me to have dinner after they had "
        "said no. I called it keeping in touch. I knew they could not easily refuse me.",
        "power_boundaries.1": "At the Trust, almost everybody: their contracts came across my desk. "
        "I never said that out loud, and I never had to.",
        "repair.1": "To leave them alone. To not write the letter I keep drafting in my head.",
    },
    {
        "power_boundaries.2": "They could not. I used to say my door was open. Nobody walks through "
        "an open door to tell the director no.",
        "repair.2": "There is one part I still dispute, and I notice that it is the part that would "
        "cost me most to accept.",
        "responsibility.3": "That I was lonely, and that this made it a private matter.",
    },
    {
        "repair.3": "To be thought well of. I do not know yet whether I would do it without that.",
        "responsibility.4": "“Keeping in touch.” The plain word is pressing.",
        "power_boundaries.4": "My father decided and the rest of us gave way. I took it for order.",
    },
    {
        "power_boundaries.5": "I said no to chairing the new committee, and gave the reason.",
        "repair.4": "Nothing. A no, or silence, is an answer, and it is not mine to argue with.",
        "responsibility.6": "Yes.",
    },
]

RENEE = [
    {
        "workplace.1": "The handover with the night shift. They asked questions and did not look at "
        "the clock.",
        "triggers.1": "Busy nights, being praised, an audience. Usually the canteen.",
        "listening.1": "That people laugh at my jokes with their faces turned a little away.",
        "workplace.2": "I stopped myself once, and once I did not. I said that somebody looked tired.",
    },
    {
        "triggers.2": "Wound up. Proud of how the week went, and wanting it noticed.",
        "listening.2": "I said back that they needed the rota earlier. They corrected me: they need "
        "it kept.",
        "workplace.3": "I asked my mentor before I commented on a new starter’s hair. The answer was "
        "no, and it was clear to me why as soon as I read it.",
        "triggers.3": "I write the rota. I decide who gets the early train home.",
    },
    {
        "listening.3": "When a driver said the meetings run long, I wanted to explain. I counted to "
        "ten and wrote it down.",
        "workplace.4": "The open office for handovers. What gets in the way is that I like to be the "
        "one who is quick.",
        "triggers.4": "I start to look for who is watching.",
    },
]

VICTOR = [
    {
        "losses_reasons.1": "I lost the job, my flat and my brother’s trust.",
        "responsibility.1": "I put my hand on a colleague and kept it there after they moved away.",
        "coping.1": "A tight chest, mostly before the phone rings.",
    }
]
VICTOR_DRAFT = {
    "responsibility.2": "They had already moved away. I knew, and I acted as if I had not seen it.",
    "coping.2": "I walked until it was dark and then rang my brother.",
}
