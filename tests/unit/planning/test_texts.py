"""What is laid over the picture, and how far `Burn` and `Captions` decide it."""

from __future__ import annotations

from milimo_lang.ir.bodies import Text
from milimo_lang.ir.screenplay import Screenplay
from milimo_lang.planning.plan import plan
from tests.unit.planning.films import CLOSE, LTX, PUSH, element, moment, one, opening, overlay, shot, speech, title

SAID = (
    moment("action", "@Mara strikes a match.", 0, 40, mentions=("Mara",)),
    speech("Mara", "Not tonight.", 44, 40),
)


def burnt(screenplay: Screenplay, id: str = "1A/segment") -> tuple[Text, ...]:
    return plan(screenplay).value.by_id()[id].body.texts


def places(screenplay: Screenplay) -> list[str]:
    return [text.place for text in burnt(screenplay)]


def test_a_drawn_shot_is_labelled() -> None:
    made = one(shot("1A", terms=(CLOSE, PUSH), moments=SAID), elements={"Mara": element("Mara")})
    assert [(t.place, t.text) for t in burnt(made)] == [
        ("framing", "close · push in"),
        ("timecode", ""),
        ("arrows", "closer"),
        ("action", "Mara strikes a match."),
        ("caption", "Not tonight."),
    ]


def test_full_labels_add_the_slate() -> None:
    assert places(one(shot("1A", moments=SAID), burn="full"))[0] == "slate"


def test_without_labels_the_picture_is_clean() -> None:
    assert places(one(shot("1A", terms=(CLOSE,), moments=SAID), burn="none")) == []


def test_a_generated_shot_carries_titles_alone() -> None:
    made = shot("1A", model=LTX, terms=(CLOSE,), moments=SAID, titles=(title("THE LAMP", 0, 24),))
    assert places(one(made)) == ["title"]
    assert places(one(made, captions="burn")) == ["caption", "title"]


def test_captions_off_means_none_anywhere() -> None:
    made = plan(one(shot("1A", moments=SAID), captions="off")).value
    assert made.timeline.captions == ()
    assert "caption" not in [text.place for text in made.by_id()["1A/segment"].body.texts]


def test_texts_are_cut_to_the_segment_but_titles_keep_their_span() -> None:
    made = one(shot("0A"), shot("1A", moments=SAID, transition=opening(frames=24), titles=(title("LAMP", 10, 60),)))
    before = {t.place: (t.span.start, t.span.end) for t in burnt(made, "1A/transition")}
    after = {t.place: (t.span.start, t.span.end) for t in burnt(made)}
    assert (before["action"], after["action"]) == ((0, 24), (24, 40))
    assert before["title"] == after["title"] == (10, 70)


def test_one_line_of_action_at_a_time() -> None:
    both = (moment("action", "Rain.", 0, 90), moment("beat", "Thunder.", 30, 20))
    lines = [t for t in burnt(one(shot("1A", moments=both))) if t.place == "action"]
    assert [(t.text, t.span.start, t.span.end) for t in lines] == [("Rain.", 0, 30), ("Thunder.", 30, 50)]


def test_an_overlay_is_an_input_of_the_segments_that_show_it() -> None:
    made = plan(one(shot("1A", overlays=(overlay("logo.png", 0, 10),), ends_black=12))).value.by_id()
    assert [i.asset for i in made["1A/segment"].inputs if i.asset] == ["logo.png"]
    assert [i.asset for i in made["1A/fade out"].inputs if i.asset] == []
