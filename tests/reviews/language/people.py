"""Sentences with and without somebody outside the work in them, labeled by hand. All invented.

POINTED  (text, the words that point at somebody): to be stopped until the writer has decided.
ASKED    (text, the words): perhaps a place or initials; asked about.
PLAIN    nobody is pointed at.
MISSED   known to be missed: the list says so, and shrinks when one is found.
"""

POINTED = [
    # diacritics, other alphabets, look-alikes
    ("He spoke with Müller about it.", "Müller"),
    ("He met José García in the corridor.", "José García"),
    ("He wrote to Siobhán Ní Bhriain twice.", "Siobhán Ní Bhriain"),
    ("Zoë told him to stop.", "Zoë"),
    ("Łukasz asked him to leave.", "Łukasz"),
    ("He told Анна Петрова that he would stop.", "Анна Петрова"),
    # hyphens, particles
    ("He wrote to Jean-Luc Picard-Dupont.", "Jean-Luc Picard-Dupont"),
    ("She moved to Anna-Lena's team.", "Anna-Lena's"),
    ("He met Jan van der Meer at lunch.", "Jan van der Meer"),
    ("He met Maria de la Cruz there.", "Maria de la Cruz"),
    ("He sat with Ludwig von Trapp.", "Ludwig von Trapp"),
    ("He met Ibn al-Haytham.", "Ibn al-Haytham"),
    ("He spoke with D'Angelo.", "D'Angelo"),
    # initials
    ("He sat with J. R. Hartley.", "Hartley"),
    ("He saw A.K. in the lift.", "A.K."),
    ("K. Lindgren asked for it.", "Lindgren"),
    # titles, in small letters too
    ("He met Ms. O'Neil at lunch.", "O'Neil"),
    ("He met ms. o'neil at lunch.", "o'neil"),
    ("He met mrs okafor there.", "okafor"),
    ("Then dr. quimby came in.", "quimby"),
    ("He wrote to Sister Bernadette.", "Bernadette"),
    # possessives
    ("Kowalczyk's desk was moved.", "Kowalczyk's"),
    ("He drove to the Kowalczyks' house.", "Kowalczyks"),
    # capitals
    ("SARAH TOLD HIM TO STOP.", "SARAH"),
    ("HE TOLD SARAH TO STOP.", "SARAH"),
    # where a sentence begins
    ("Nadia, who sat beside him, left.", "Nadia"),
    ("Bronagh laughed, and he went on.", "Bronagh"),
    ("Olwen Pryce was in the room.", "Olwen Pryce"),
    ("He told Priya. Priya was in the room.", "Priya"),
    # names that are words
    ("He and Hope spoke about it.", "Hope"),
    ("Grace told him no.", "Grace"),
    ("He gave Mark the file.", "Mark"),
    ("Will said that he would wait.", "Will"),
    ("He spoke to Rose in the morning.", "Rose"),
    ("April asked him to go.", "April"),
    # addresses
    ("Write to jo.doe(at)example(dot)org.", "jo.doe(at)example(dot)org"),
    ("Write to jo.doe AT example DOT co DOT uk.", "jo.doe AT example DOT co DOT uk"),
    ("Write to jo dot doe at example dot org.", "jo dot doe at example dot org"),
    ("Write to jo_doe @ example . org now.", "jo_doe @ example . org"),
    ("Write to jo.doe@exаmple.org today.", "jo.doe@exаmple.org"),
    # numbers
    ("He rang +44 (0)20 7946 0958 twice.", "+44 (0)20 7946 0958"),
    ("He rang 07700900123.", "07700900123"),
    ("He rang five five five, zero one zero zero.", "five five five, zero one zero zero"),
    # titles with a department
    ("He wrote to the Head of Marketing.", "the Head of Marketing"),
    ("He wrote to the head of Human Resources.", "the head of Human Resources"),
    ("He told the VP of People Operations.", "the VP of People Operations"),
    ("He complained to the Director of Customer Success.", "the Director of Customer Success"),
    ("He wrote to our chief financial officer.", "our chief financial officer"),
    ("He met the legal team's director.", "the legal team's director"),
    ("He asked the accounts payable manager.", "the accounts payable manager"),
    (
        "He asked the deputy head of the finance department.",
        "the deputy head of the finance department",
    ),
]
ASKED = [
    ("He saw K. in the lift.", "K."),
    ("He told SARAH to stop.", "SARAH"),
    ("It was a woman called sarah.", "sarah"),
    ("He lives in Leeds.", "Leeds"),
    ("He asked the manager of the branch.", "the manager of the branch"),
]
PLAIN = [
    "Graham met Dr Voss; Voss's notes stay with her.",
    "He met Mr van der Berg and Anneke at Tallow Street.",
    "G. Tillotson asked for it, and A.V. agreed.",
    "GRAHAM TILLOTSON ASKED FOR IT.",
    "Grace is needed in such work. There is hope. Hope is what he named.",
    "Will he stop? We asked. May we go on? In May we did.",
    "Mark was made of what was agreed.",
    "HR asked for a PDF. The NHS leaflet was read in the U.K. and the E.U.",
    "Silence followed. Listening was hard. Change came slowly.",
    "Everyone agreed. People laughed. Others noticed.",
    "Somebody else, who sat beside him, left.",
    "We met on Monday in Room 4, under Section B. of the plan.",
    "A colleague called back. Somebody called him twice.",
    "His manager at work knows. The head of the table was his place.",
    "The lead in such talks is his. His manager for the time being agreed.",
    "He read for 300 ms longer.",
    "One, two, three, four steps were agreed.",
    "In 2025 and 2026 he worked 40 hours. It cost 1,250 pounds.",
    "A manager asked him first. He wrote to a director.",
    "He asked first on 12 May, on 19 May and on 2 June.",
]
MISSED = [
    ("Priya was in the room.", "Priya"),  # begins a sentence, and stands nowhere else
    ("May was in the room.", "May"),
    ("His colleague sarah was there.", "sarah"),
    ("Mark's desk was moved.", "Mark's"),
    ("He texted lola_99 that night.", "lola_99"),
]
