"""Words grouped by what they do in a sentence, so that a model learns from one what it never saw
in another. Single words only; what a group means is decided by the weights, not here.
"""

import re
from functools import cache

_GROUPS = {
    "I": "i me my mine myself",
    "ONE": "you your yourself one oneself we us our",
    "OTHER": """she her hers herself he him his himself they them their themself themselves girl
        woman women lady lass lassie lad boy bloke guy gal colleague coworker trainee apprentice
        intern junior student secretary assistant nurse waitress waiter receptionist cadet pupil
        parishioner tenant patient recruit volunteer newcomer temp complainant accuser victim""",
    "CLIENT": """client employee gentleman subject participant supervisee attendee person man
        individual manager foreman director teacher doctor driver chef officer professor lecturer
        partner surgeon coach captain sergeant pastor curate clerk engineer consultant executive
        founder lead leader referral case candidate member worker""",
    "STAFF": """staff team teams colleagues coworkers trainees apprentices interns juniors students
        pupils cadets girls women ladies lassies lasses nurses assistants crew public workplace
        workforce others anyone anybody everyone everybody people folk kids children daughter
        daughters son teens youngsters recruits residents graduates volunteers patients
        environment office floor community""",
    "QUALITY": """honesty empathy insight remorse accountability candor candour openness sincerity
        motivation engagement effort attitude humility respect responsibility contrition ownership
        vulnerability maturity growth awareness self-awareness compassion participation
        cooperation co-operation willingness readiness commitment progress restraint
        self-control boundaries listening reflection regret repentance courage integrity
        conduct behavior behaviour behaviors character tolerance trust perspective-taking
        understanding judgment judgement tenderness kindness patience hope change development
        coachability receptiveness transparency authenticity truthfulness frankness penitence
        conscience decency self-knowledge consideration resilience mindset leadership
        trustworthiness reliability apology apologies performance recovery improvement
        self-regulation anger temper impulse impulses consent professionalism dependability""",
    "FAULT": """denial minimizing minimising minimization minimisation defensiveness excuses excuse
        outbursts blame blaming entitlement self-pity interrupting justification justifications
        externalizing externalising rationalizing rationalization deflection deflecting hostility
        sexism objectification misogyny arrogance manipulation grooming crudeness innuendo
        evasions evasion avoidance resentment boasting bravado pushiness remarks comments
        boundary-crossing incidents lapses jokes deflections victim-blaming distortions""",
    "RISK": """risk risks risky danger dangers dangerous dangerousness threat threats threatening
        hazard hazardous peril menace liability jeopardy exposure unsafe predator predatory
        wolf""",
    "WORRY": """worry worries worried concern concerns concerned fear fears afraid feart scared
        unafraid dread wary alarm alarmed anxious uneasy unease anxiety nervous apprehension
        apprehensive qualms misgivings hesitation hesitate reservations reservation reassure
        reassured reassurance""",
    "REPEAT": """repeat repeats repeated repeating repetition recur recurs recurrence recurring
        reoffend re-offend reoffending reoffended reoffence reoffense relapse relapsing relapsed
        recidivism recidivist recidivate again backslide backsliding regress regression slip
        slips revert reverting return returns repetitions resurface reappear""",
    "CHANCE": """likely unlikely likelihood probability probable probably improbable odds chance
        chances prospect prospects expect expected expects anticipate anticipated foresee
        foreseeable forecast predict predicts prediction predicting prognosis prognoses doubtful
        remote conceivable inconceivable potential possibility bet wager outlook
        propensity improbability tendency trajectory surprised surprise""",
    "LEVEL": """low high moderate medium minimal slight negligible small little tiny mild severe
        acceptable elevated nil zero lowest highest middling marginal middle intermediate
        modest substantial considerable manageable serious grave vanishing faint slim slimmest
        significant light lesser lower higher""",
    "SAFE": """safe safely harmless trust trusted trustworthy reliable unafraid rely dependable
        trustable secure safety""",
    "READY": """ready fit fitness suitable suited suitability cleared clear clearance able capable
        eligible resume resumes reinstated reinstate reinstatement reinstating restored readiness
        reintegrate reintegration return rehire rehired role-ready deployable fit-for-duty
        employable unfit unsuitable green-lit greenlit""",
    "CURED": """cured cure healed reformed reform rehabilitated rehabilitation transformed
        transformation changed recovered fixed redeemed redemption remission reborn new different
        renewed corrected resolved clean sorted mended reclaimed absolved purged mature
        well healthy whole sober converted""",
    "GENUINE": """genuine genuinely authentic authentically sincere sincerely real truly true
        heartfelt unfeigned honest honestly heart act faked faking feigned fake performative
        insincere convincing pretense pretence""",
    "VOUCH": """certify certifies certifying certified certification guarantee guarantees
        guaranteed assure assured assures assurance promise promises vouch attest attests confirm
        confirms confirming endorse endorsed endorsement recommend recommends recommended pledge
        swear word testify warrant stake warranty confident confidence convinced conviction
        certain certainty sure doubt satisfied persuaded positive satisfaction vouching""",
    "GRADE": """grade grades graded grading mark marks marked marking score scores scored scoring
        rating ratings rate rated rank ranks points point stars star pass passes passed passing
        fail fails failed failing flunked aced distinction merit honors honours credit minus plus
        exam examination test tests module component unit qualifies qualified mastered nailed
        satisfactory unsatisfactory excellent adequate poor outstanding competent expectations
        standard standards exceeds meets met exceeded benchmark proficient commendable
        satisfactorily certificate diploma medal badge award awarded graduated graduate
        bar hurdle exemplary good fair partial achieved achievement""",
    "ADMIRE": """best worst better worse than top bottom average mean median percentile centile
        quartile decile exceptional outstanding above below most among amongst compared
        comparison comparable peers cohort ahead behind superior inferior rare rarest unmatched
        unusual typical ordinary usual hardest furthest farthest deepest quickest strongest
        finest bravest caseload norm majority generality beats outstrips unlike rarely seldom
        few first second last leader front further stands""",
    "COLOR": "red amber green yellow orange blue black traffic light lights rag color colour flag",
    "TOOL": """instrument inventory scale scales questionnaire index checklist matrix measure
        assessment assessments tool test tests tier level band category class bracket stage rung
        ladder wheel meter thermometer dial gauge chart dashboard rubric profile matrix grid
        protocol schedule battery psychometric psychometrics subscale subscales cut-off cutoff
        threshold sub-scale quotient severity trend total form screener""",
    "NUMBER": """one two three four five six seven eight nine ten eleven twelve thirteen fourteen
        fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty
        ninety hundred eightish sevenish sixes sevens eights nines fours fives""",
    "SHARE": """percent per-cent percentage half halved halves third thirds quarter quarters
        three-quarters two-thirds fifth fifths four-fifths tenth tenths nine-tenths eighths
        fraction cent halfway majority""",
    "TIMES": """twice double doubled doubling triple tripled thrice times fold twofold threefold
        fourfold fivefold tenfold quadrupled magnitude""",
    "MORE": """improved improves improving improvement increased increases increase grown grow
        growing risen rise rising climbed climbing up gained jumped soared more upward upwards
        progressing advancing strides better""",
    "LESS": """dropped drop drops fallen fall falling decreased decrease decreases diminished
        diminish reduced reduction reduce shrunk shrink receded cut down fewer less lower lowered
        declined decline lessened eased gone subsided faded""",
    "NOT": """not no never nor neither without none nothing nobody nowhere nil hardly scarcely
        cannot barely""",
    "DECLINE": """cannot opinion view offer offers offered purport purports attempt speak say says
        judge outside beyond silent abstain refrain decline declined refuse refused answer
        answered replied forecast verdict claim claims comment inference conclusion conclusions
        pronounce verifying verify speculate function remit""",
    "ADMIN": """session sessions meeting meetings appointment appointments check-in check-ins visit
        visits call calls attended attendance attend attends phone video zoom clinic office report
        reports letter page pages chapter chapters section paragraph clause agreement period
        month months week weeks day days hour hours minutes quarter autumn spring summer winter
        january february march april may june july august september october november december
        monday tuesday wednesday thursday friday saturday sunday""",
    "MONEY": """fee fees pay paid salary wage wages rent mortgage royalties bonus invoice cost
        costs copay income pounds dollars pension stipend tax budget price sales revenue working
        hours schedule full-time part-time contract""",
    "PLACE": """room rooms floor building street road house kitchen car train bus station park
        garden lift stairs desk school hospital church hotel gym""",
    "ASKED": """asked asks ask wrote writes texted said says told tell wanted wondered enquired
        inquired question form box letter email phoned rang replied""",
    "HOBBY": """football match goal team-mate choir race marathon dog horse film play music song
        book novel game league club medal driving licence license degree university college
        course exams class son daughter brother sister wife husband mother father grandson""",
    "BODY": """hand hands arm arms knee thigh leg shoulder shoulders neck waist back lips mouth
        hair cheek chest bottom behind body lap fingers finger breast breasts eyes""",
    "ACT": """touch touched touching grab grabbed grabbing kiss kissed kissing stroke stroked hug
        hugged hugging squeeze squeezed pinch pinched press pressed push pushed corner cornered
        follow followed following stare stared staring text texted texting message messaged
        messaging messages texts sent wrote comment commented said joked asked held hold holding
        rub rubbed massage massaged leaned blocked locked pinned brushed pat patted slap slapped
        pull pulled wait waited insisted pressured persuaded invited flirted flirting
        called photographed filmed posted shared emailed emails stood put laid placed walked
        whispered winked whistled tickled cuddled""",
    "HARASS": """harassed harassment harassing assault assaulted abuse abused misconduct
        inappropriate predator predatory bully bullied grooming retaliation coerced coercion
        forced force intimidated stalked stalking groped violation""",
    "DIM": """just only merely simply bit little slightly somewhat rather kinda sorta kind sort
        almost basically small tiny touch tad brief briefly moment second slight minor harmless
        innocent innocuous silly stupid daft dumb cheeky playful friendly warm familiar tactile
        affectionate overly mild clumsy awkward misguided unfortunate regrettable injudicious
        imprudent indiscreet unwise foolish lapse slip misjudged misjudgment misjudgement mistake
        mistakes error errors blunder indiscretion impropriety lark overstepped overstep overdid
        overfamiliar forward enthusiastic exuberant exuberance high-spirited boisterous
        old-fashioned""",
    "JOKE": """joke jokes joking joked banter laugh laughs teasing tease teased fun humor humour
        kidding prank prankish flirt flirty flirting flirtation flirtatious compliment compliments
        craic laddish horseplay messing fooling romance romantic crush fling spark chemistry
        friendship affection charm charming jest mischief ribbing wind-up""",
    "INTENT": """mean meant means intend intended intention intentions intent purpose try tried
        trying aim aimed want wanted hoping hoped goal wish wished thought supposed motive motives
        spirit malice malicious sake kindness kind care caring comfort consoling supportive
        helping help helpful support encourage encouraging encouragement nice polite admiration
        gesture innocence heart faith concern reassure reassuring cheer""",
    "BELIEVE": """thought assumed figured believed reckoned supposed presumed imagined guessed
        understood took read sensed felt seemed impression interpreted""",
    "REGRET": "sorry regret regrets regretted apologize apologise apologized apologised apology",
    "FEELING": """upset offended offence offense hurt hurtful uncomfortable discomfort distress
        distressed frightened afraid scared scary fear feared cried crying crying tears shaking
        froze frozen flinched uneasy sick humiliated ashamed shame anxious nervous sad""",
    "OWE": """owe owed owes deserve deserved deserves earned entitled entitlement due right rights
        reward rewards repay repaid return favor favour favors favours gratitude grateful thanks
        thank price payment perk perks privilege privileges bonus claim claims debt
        consolation permission permitted allowed bought paid sacrifice sacrificed sacrifices
        sacrificing gave given done""",
    "NEED": """need needs needed lonely loneliness starved hungry appetite urges urge nature
        natural instinct instincts blood hormones testosterone biology animal male men man
        man's red-blooded flesh desire desires temptation tempted temptations weak weakness
        loved love wanted human""",
    "CONTROL": "control resist restrain helpless overcame overwhelmed swept carried stop couldn't",
    "ORG": """hr panel board tribunal committee investigation investigator investigators company
        firm management union press media papers lawyers bosses boss inquiry hearing process
        policy disciplinary complaint complaints allegation allegations report reported reporting
        accused accusation accusations accuse grievance diocese department university school
        statement witnesses""",
    "LOSS": """career job jobs life marriage reputation family wife children pension home house
        name livelihood future everything friends license licence business standing sleep health
        position post living work""",
    "RUIN": """ruin ruined ruining destroy destroyed destroying wreck wrecked lost lose losing took
        taken cost costs ended finished smashed trashed torn tarnished sacked fired suspended
        dismissed unemployable unhireable blacklisted shunned exiled banished cancelled canceled
        crucified hounded hunted vilified pilloried slandered smeared lynched executed hanged
        burned thrown branded buried broken punished punishing punishment sacrificed demonized
        demonised robbed stripped dragged""",
    "PERSECUTE": """witch hunt witch-hunt scapegoat scapegoated example agenda revenge vendetta
        conspiracy plot setup set-up stitch-up target targeted weaponized weaponised politics
        political lynching mob pitchforks inquisition kangaroo crusade fashionable woke metoo
        sacrifice sacrificial bait trap trapped excuse opportunity pretext hysteria propaganda
        unfair injustice injustices victim bullied persecuted martyr cross""",
    "AMBITION": """promotion promoted promote raise rise money payout settlement compensation
        attention jealous jealousy bitter spite spiteful ambitious scheming lying liar lied
        exaggerated exaggerating exaggerates dramatic oversensitive sensitive thin-skinned
        overreacted overreact overreacting hysterical unstable troubled fragile snowflake touchy
        manipulative calculating clever""",
    "CONSENT": """laughed laughing smiled smiling smile blushed giggled giggling replied stayed
        came agreed accepted invited encouraged encouragement enjoyed liked loved welcomed
        willing willingly flattered interested hinted hint hints signals signal flirted
        reciprocated answered hugged back accepted started began initiated dressed wore wearing
        dress skirt blouse makeup perfume heels outfit clothes drunk drank drinks drinking
        lingered leaned confided came alone""",
    "SILENCE": """complain complained complaining object objected objecting protest protested
        mention mentioned minded mind say said no stop speak spoke told report reported left
        leave walk walked away push pushed refuse refused silent silence""",
    "NORM": """everyone everybody always normal common ordinary usual culture those days era
        generation times back then industry place places standard tradition custom customary
        done worse others men bosses bands else climate environment atmosphere expected accepted
        tolerated harmless world today nowadays anymore""",
    "ONCE": "once one-off single isolated first only one time never before record spotless clean",
    "HAPPEN": """happened happen happens occurred arose developed escalated evolved slid drifted
        snowballed spiraled spiralled unfolded ensued transpired became turned ended blurred
        crossed led slipped wandered found got went came started lingered overflowed ran""",
    "AGENTLESS": """was were been being is are get got gets getting""",
    "SUBSTANCE": """drink drinks drinking drunk alcohol wine beer champagne whisky whiskey vodka
        gin tequila stress pressure tired exhausted exhaustion medication tablets pills grief
        divorce loneliness heat night party culture adrenaline sleep burnout deadline deadlines""",
    "SITUATION": """situation incident matter episode event events circumstances thing things
        stuff evening business relations relationship dynamic misunderstanding
        miscommunication wires signals boundaries boundary line lines atmosphere mood moment
        attention interaction interactions contact exchange exchanges conversation feelings""",
    "SORT": "kind sort type guy guys man person monster beast predator creep pervert criminal villain",
    "MINE": """knew chose choose choice decided decide deliberate deliberately purpose planned
        responsible responsibility accountable fault wrong mine own owned accept accepted
        admit admitted did harmed harm hurt frightened consequences cost effect because
        truth lied lie lies lying""",
    "DISOWN": """used thought told believed belief beliefs excuse excuses story stories line
        script myth lie lies rubbish nonsense wrong false untrue dropped crossed struck deleted
        rewrote rewritten rewrite draft sheet page sentence phrase word words version anymore
        longer instead actually hear heard notice noticed catch caught tempted tempting
        worksheet list wrote written reread thinking belief old new habit""",
    "PAST": """aged child childhood boy girl kid teenager teens nine ten eleven twelve thirteen
        fourteen fifteen sixteen seventeen eighteen years old young younger apprentice school
        schoolboy camp dormitory barracks army uncle aunt father dad stepfather mother mum mam mom
        stepmother priest teacher coach scoutmaster foreman gaffer sergeant babysitter cousin
        boss grandfather ex ex-wife ex-husband neighbor neighbour landlord""",
    "DONETOME": """me bullied groped beaten hit touched abused mocked raped assaulted cornered
        grabbed spat kicked hurt froze afraid""",
    "OBJECT": """budget invoice delivery machine engine oven sauce printer server software code
        spreadsheet report train bus weather rota schedule shift parking meeting agenda email
        bread cake dinner recipe football team league match goalkeeper dog cat garden car van
        boiler kettle roof paint client customer customers supplier drawing drawings pump
        deadline project order stock traffic lawyer dentist ticket homework dictionary
        language english grammar translate translation""",
}  # fmt: skip

_BRITISH = (
    (re.compile(r"isation\b"), "ization"),
    (re.compile(r"(?<=[a-z]{2})is(e|es|ed|ing)\b"), r"iz\1"),
    (re.compile(r"(?<=[a-z]{2})our(s|ed|ing|al|able|ful|ite)?\b"), r"or\1"),
)
_ENDINGS = re.compile(r"(?:ations?|ingly|edly|ness|ments?|ings?|ied|ies|ers?|ed|es|ly|s)$")


@cache
def stem(word: str) -> str:
    """The part of a word that its forms share, roughly. Lower-case words only."""
    if len(word) < 4 or not word.isalpha():
        return word
    for pattern, plain in _BRITISH:
        word = pattern.sub(plain, word)
    cut = _ENDINGS.search(word)
    if cut and cut.start() >= 3:
        ending = cut[0]
        word = word[: cut.start()] + ("y" if ending in ("ied", "ies") else "")
        if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "sle":
            word = word[:-1]
    return word[:-1] if len(word) > 3 and word[-1] in "ey" else word


@cache
def _by_stem() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for group, words in _GROUPS.items():
        for word in words.split():
            for form in {word, stem(word)}:
                groups = found.setdefault(form, [])
                if group not in groups:
                    groups.append(group)
    return {form: tuple(groups) for form, groups in found.items()}


def groups_of(word: str) -> tuple[str, ...]:
    """The groups a word belongs to, by itself or by its stem; none for most words."""
    found = _by_stem()
    return found.get(word) or found.get(stem(word), ())
