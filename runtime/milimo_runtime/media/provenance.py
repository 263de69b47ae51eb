"""What a film says of itself: tags every player reads, its language, and that a model made its pictures."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

_TAGS = {
    "title": "title",
    "author": "artist",
    "authors": "artist",
    "artist": "artist",
    "copyright": "copyright",
    "date": "date",
    "draft date": "date",
    "genre": "genre",
    "description": "description",
    "logline": "description",
    "synopsis": "synopsis",
    "comment": "comment",
    "notes": "comment",
}
"""Title page keys by the names MP4 has for them; the others go into the comment, a line each."""

# ISO 639-1 -> ISO 639-2/T, which is what MP4 holds.
_CODES = (
    "ar:ara bg:bul bn:ben ca:cat cs:ces cy:cym da:dan de:deu el:ell en:eng es:spa et:est eu:eus fa:fas "
    "fi:fin fr:fra ga:gle gl:glg he:heb hi:hin hr:hrv hu:hun hy:hye id:ind is:isl it:ita ja:jpn ka:kat "
    "ko:kor la:lat lt:lit lv:lav mk:mkd ms:msa mt:mlt nb:nob nl:nld nn:nno no:nor pl:pol pt:por ro:ron "
    "ru:rus sk:slk sl:slv sq:sqi sr:srp sv:swe sw:swa ta:tam te:tel th:tha tr:tur uk:ukr ur:urd vi:vie "
    "zh:zho"
)
_LANGUAGES = dict(pair.split(":") for pair in _CODES.split())

_XMP = UUID("be7acfcb-97a9-42e8-9c71-999491e3afac")
"""Adobe XMP specification, part 3, 1.2.7: the box that holds XMP in an MP4."""
_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"/>
</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def named_tags(tags: Mapping[str, str]) -> dict[str, str]:
    """A title page as MP4 tags, in a fixed order."""
    named: dict[str, str] = {}
    others: list[str] = []
    for key in sorted(tags):
        name = _TAGS.get(key.lower())
        if name is None or name in named:
            others.append(f"{key}: {tags[key]}")
        else:
            named[name] = tags[key]
    if others:
        named["comment"] = "\n".join([*filter(None, [named.get("comment")]), *others])
    return dict(sorted(named.items()))


def language_code(language: str) -> str:
    """The three letters of "en" or "en-GB"; "und" for a language that is not known here."""
    first = language.replace("_", "-").split("-")[0].lower()
    return first if len(first) == 3 else _LANGUAGES.get(first, "und")


def xmp_box() -> bytes:
    """A box for the end of the file: a trained model made the pictures (IPTC digital source type)."""
    content = _XMP.bytes + _PACKET.encode("utf-8")
    return (len(content) + 8).to_bytes(4, "big") + b"uuid" + content
