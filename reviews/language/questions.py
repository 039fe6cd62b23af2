"""The one sentence a writer reads beside their words: why, and a way to say it."""

REPORT = {
    "rating": "A number or mark for a person's quality says more than anyone can measure; "
    "describe one thing you saw that made you think so.",
    "percent": "A share or percentage of change has no measure behind it; "
    "say what was different, and on which occasions.",
    "multiple": "A comparison in multiples has no measure behind it; "
    "describe how it was before and how it is now.",
    "risk": "This says what somebody is likely to do, which no one here can know; "
    "say what was done in the period and which supports are in place.",
    "risk-denial": "Saying that somebody is no danger is itself a forecast; "
    "leave it to the limits text, and say what you observed.",
    "grade": "This grades a person or their effort; "
    "name the step, whether it was done, and what is still hard.",
    "rank": "This sets a person beside others; describe this person's own work alone.",
    "light": "A color stands for a judgment here; write the facts that the color was meant to sum up.",
    "certificate": "This vouches for a person or for what they will do; "
    "say what you saw and heard, and let the reader judge.",
    "instrument": "A test, level or severity has no place in this report; "
    "describe in words what the work was about.",
    "bar-star-emoji": "A drawing stands for a rating here; put into words what it was meant to show.",
    "mixed": "This part gives back the opinion that the limit held back; leave it out, "
    "or say what you observed instead.",
    "quality": "This may read as a judgment about the person; say what you saw or were told, and when.",
}

REFLECTION = {
    "euphemism": "What was the act, in everyday words?",
    "victim_blaming": "This speaks of what the other person did: which part of it was your own choice?",
    "intent_defence": "Setting the intention aside, what was the effect on the other person?",
    "passive_distancing": 'Who did it? Try the sentence with "I" and the act.',
    "exception": "Does this make what happened smaller? What would the other person say to it?",
    "entitlement": "What did you believe was owed to you, and who would have had to pay for it?",
    "reversal": "Your own loss is real; which of your actions came before it?",
}

NAMES = {
    "name": "This looks like the name of somebody outside this engagement; "
    'write "a colleague" or "someone at work" instead.',
    "address": "An e-mail or postal address can point to a person; take it out.",
    "phone": "A phone number can point to a person; take it out.",
    "post": "A job title with its department can point to one person; "
    'write "a manager" or "a colleague" if that is enough.',
}
