"""What people wear of whom only a job or a rank is said: a policeman, a nun, a bride, THE KING, Sister Agnes."""

from __future__ import annotations

import re
from collections.abc import Collection

_ALIKE: dict[str, str] = {
    "policeman policewoman police officer constable cop cops policemen policewomen officers patrolman": (
        "navy uniform, navy peakedcap"
    ),
    "soldier soldiers sergeant corporal infantryman trooper troops marines recruit recruits lieutenant": (
        "olive uniform, olive trousers, olive helmet"
    ),
    "general colonel major admiral": "olive uniform, olive peakedcap",
    "guard guards warden": "dark uniform, dark peakedcap",
    "nun nuns abbess": "black habit, black wimple",
    "priest priests vicar pastor reverend chaplain": "black cassock, clerical collar",
    "bishop cardinal pope": "purple vestments, clerical collar",
    "monk monks friar friars": "brown habit, brown hood",
    "bride": "white dress, white veil",
    "groom bridegroom bestman": "black tuxedo, white shirt",
    "judge judges magistrate": "black judgerobe, clerical collar",
    "lawyer lawyers attorney barrister prosecutor banker bankers businessman businesswoman businessmen politician "
    "politicians detective minister mayor bodyguard bodyguards jury jurors": "dark suit",
    "king kings emperor": "crimson vestments, golden crown",
    "queen queens empress": "crimson dress, golden crown",
    "prince": "blue tunic, golden crown",
    "princess": "rose dress, golden crown",
    "knight knights": "silver armour",
    "chef chefs cook baker": "white chefjacket, white apron, white toque",
    "doctor doctors physician scientist scientists": "white labcoat",
    "nurse nurses paramedic paramedics orderly": "teal scrubs",
    "surgeon surgeons": "green scrubs, green cap",
    "patient patients": "blue pyjamas",
    "cowboy cowboys rancher outlaw outlaws bandit bandits": "tan shirt, brown brim hat, blue jeans, red scarf",
    "sheriff marshal deputy": "brown waistcoat, tan shirt, tan stetson, blue jeans",
    "waiter waiters bartender barman barkeeper butler": "black waistcoat, white shirt, white apron",
    "waitress waitresses maid maids": "black dress, white apron",
    "farmer farmers gardener": "blue dungarees, red shirt, straw brim hat",
    "fisherman fishermen": "yellow oilskin, navy beanie",
    "sailor sailors": "navy uniform, white cap",
    "captain skipper pilot pilots": "navy uniform, white peakedcap",
    "astronaut astronauts cosmonaut": "white spacesuit",
    "prisoner prisoners inmate inmates convict": "orange jumpsuit",
    "mechanic mechanics workers": "blue jumpsuit",
    "miner miners": "grey jumpsuit, yellow helmet",
    "builder builders": "orange jumpsuit, yellow helmet",
    "fireman firefighter firemen firefighters": "dark coat, red helmet",
    "boxer boxers wrestler": "shirtless, red shorts",
    "footballer footballers": "red jersey, white shorts",
    "dancer dancers ballerina": "rose dress",
    "wizard": "blue robe, blue brim hat",
    "witch": "black robe, black brim hat",
    "pirate pirates": "crimson coat, black brim hat",
    "santa": "red coat, red beanie, white beard",
    "widow mourner mourners undertaker": "black coat",
    "peasant peasants shepherd": "brown tunic",
    "guest guests": "navy suit",
    "postman mailman": "blue uniform, blue peakedcap",
}
COSTUMES: dict[str, str] = {job: worn for jobs, worn in _ALIKE.items() for job in jobs.split()}
_OTHERS = re.compile(r"\w+['’]s?\b|\b(?:son|daughter|wife|husband|mother|father|friend|fan) of .*")
"""What a job is said of besides who has it: "a judge's daughter", "the wife of a soldier"."""
_RANKS = {"sister": "nun", "father": "priest", "dr": "doctor", "officer": "policeman"}
"""What a name begins with that says a job: Sister Agnes, Father Doyle."""


def costume_of(name: str, words: str, garments: Collection[str]) -> str:
    """What the job said of somebody (lower case) has them wear; "" where garments are said, or no job."""
    said = set(re.findall(r"[^\W\d_]+", words))
    if (said & set(garments)) - {"uniform"}:
        return ""
    first = re.split(r"[,;.]", words, maxsplit=1)[0]
    called = name.replace(".", " ").split()
    ranked = [_RANKS[called[0]]] if len(called) > 1 and called[0] in _RANKS else []
    jobs = [*re.findall(r"[^\W\d_]+", _OTHERS.sub(" ", words if "uniform" in said else first)), *called, *ranked]
    return next((COSTUMES[job] for job in jobs if job in COSTUMES), "")
