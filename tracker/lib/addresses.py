"""Whose mailbox an address is in: a provider's for everybody, or some house's own. Pure."""

# Providers that give a mailbox to anybody. Two people there share no house.
_NAMES = """
    aim.com aol.com att.net bellsouth.net bigpond.com bluewin.ch btinternet.com charter.net
    comcast.net cox.net duck.com earthlink.net email.com fastmail.com fastmail.fm free.fr freenet.de
    frontier.com gmail.com gmx.at gmx.ch gmx.com gmx.de gmx.net googlemail.com hey.com hotmail.co.uk
    hotmail.com hotmail.de hotmail.es hotmail.fr hotmail.it hushmail.com icloud.com juno.com
    laposte.net libero.it live.co.uk live.com live.nl mac.com mail.com mail.de mail.ru mailbox.org
    mailfence.com me.com msn.com netzero.net optonline.net orange.fr outlook.com outlook.de
    outlook.fr pm.me posteo.de posteo.net proton.me protonmail.com qq.com rocketmail.com rogers.com
    runbox.com sbcglobal.net seznam.cz shaw.ca sky.com sympatico.ca t-online.de talktalk.net
    tuta.com tuta.io tutanota.com verizon.net virginmedia.com wanadoo.fr web.de wp.pl xs4all.nl
    yahoo.ca yahoo.co.jp yahoo.co.uk yahoo.com yahoo.de yahoo.es yahoo.fr yahoo.it yandex.com
    yandex.ru ymail.com zoho.com 163.com 126.com
"""
PUBLIC = frozenset(_NAMES.split())


def domain_of(address: str) -> str:
    """What follows the last @, in small letters; "" where nothing does."""
    return address.rpartition("@")[2].strip().strip(".").lower()


def is_public(address: str) -> bool:
    """Whether it is in a mailbox of a provider for everybody."""
    return domain_of(address) in PUBLIC


def in_one_house(address: str, other: str) -> bool:
    """Whether both are in the mail of one house: one domain, or one below the other."""
    one, two = domain_of(address), domain_of(other)
    if not one or not two or one in PUBLIC or two in PUBLIC:
        return False
    return one == two or one.endswith(f".{two}") or two.endswith(f".{one}")
