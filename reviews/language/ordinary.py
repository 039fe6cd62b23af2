"""Ordinary words that carry a capital letter, and small words that begin sentences."""

_ALLOWED_TEXT = """
    january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday
    friday saturday sunday mon tue tues wed thu thur thurs fri sat sun english german french
    spanish italian portuguese polish dutch danish swedish norwegian finnish icelandic irish
    scottish scots welsh british american canadian mexican brazilian australian russian
    ukrainian romanian hungarian czech slovak slovene croatian serbian bosnian bulgarian
    greek turkish kurdish arabic persian farsi hebrew hindi urdu bengali punjabi tamil
    chinese mandarin cantonese japanese korean vietnamese thai indonesian malay tagalog
    filipino swahili somali amharic yoruba hausa zulu afrikaans latin european asian african
    christian catholic protestant anglican methodist baptist orthodox muslim jewish hindu
    buddhist sikh quaker bible quran torah god lord christmas easter lent advent epiphany
    michaelmas candlemas whitsun pentecost ramadan eid passover hanukkah diwali thanksgiving
    halloween hogmanay new year years eve day boxing bank holiday labor memorial
    independence midsummer internet web zoom teams skype slack whatsapp excel word outlook
    google microsoft apple windows linux wifi covid i i'm i've i'll i'd ok okay tv waymark
"""
ALLOWED = frozenset(_ALLOWED_TEXT.split())

_SMALL_WORDS_TEXT = """
    a an the this that these those and or but nor so yet for if when while whilst although
    though because since as after before until till once unless whether where wherever
    whenever however he she it they we you one who whom whose which what why how his her
    hers its their theirs our ours my mine your yours him them us me himself herself itself
    themselves i'm i've i'll i'd he's she's it's they're we're you're he'd she'd they'd we'd
    you'd he'll she'll they'll we'll you'll it'll that's there's what's who's here's let's
    isn't aren't wasn't weren't don't doesn't didn't can't couldn't won't wouldn't shouldn't
    hasn't haven't hadn't is are was were be been being am do does did have has had will
    would shall should can could might must ought not no yes never none nothing nobody
    neither either both all any some each every few many much more most other others another
    such same own several half in on at by to from of off with without within into onto over
    under above below between among during through throughout across along around about
    against beyond behind beside besides near next toward towards upon per via despite
    except like unlike than then there here now today tomorrow yesterday later earlier soon
    again also too only just even still already always often sometimes usually rarely once
    twice first second third last lastly finally instead meanwhile otherwise therefore thus
    hence perhaps maybe please thanks thank dear hello sincerely regards kind yours
    faithfully two three four five six seven eight nine ten eleven twelve report reports
    section article chapter part step steps session sessions commitment commitments version
    page appendix annex schedule paragraph clause exhibit figure table note notes summary
    statement limits purpose period role basis grounds attendance background topics supports
    recommendations recommended concerns setback setbacks recipient author client clinician
    employer employee practice agreement plan program programme purposes dates offered held
    guideline guidelines regulation act law code policy human resources department board
    committee trust council union company university hospital school church court asked told
    said given seen made done kept read wrote written spoke talked worked met came went
    began ended agreed discussed described named listed signed sent left stopped started
    looking having being getting going working speaking writing reading listening travelling
    overall generally currently recently together apart
"""
SMALL_WORDS = frozenset(_SMALL_WORDS_TEXT.split())
