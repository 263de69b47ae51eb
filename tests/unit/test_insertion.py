"""A picture does not know its place in the film: from text to plan, with and without declared people."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from milimo_lang.compilation import Compilation
from milimo_lang.world import MemoryWorld
from tests.examples import examples

NAMES = ("ANNA", "BOB", "MARA", "TOM", "ZED")
CAST = "@character Mara: silver braid\n\n@character Tom: dark curls\n\n"

paragraph = st.sampled_from(["Rain.", "Mara waits by the door.", "BOB and Tom look up.", "The lamp burns."])
speech = st.builds("{}\n{}".format, st.sampled_from(NAMES), st.sampled_from(["Not tonight.", "Then when?", "Go on."]))
shot = st.sampled_from(["!! wide, 2s", "!! close on Mara, push in, 3s", "!! two shot, 50mm, 2s", '!! card "Later"'])
turn = st.sampled_from(["> CUT TO:", "> DISSOLVE TO: 8f", "%set handheld"])
scene = st.builds(
    lambda place, body: "\n\n".join([f"INT. {place} - NIGHT", *body]),
    st.sampled_from(["LAMP ROOM", "KITCHEN", "QUAY"]),
    st.lists(st.one_of(paragraph, speech, shot, turn), min_size=1, max_size=5),
)
film = st.builds(
    lambda cast, scenes: cast + "\n\n".join(scenes), st.sampled_from(["", CAST]), st.lists(scene, max_size=4)
)


def pictures(text: str) -> Counter[str]:
    """The bodies of the pictures of a film, each as often as it stands there."""
    plan = Compilation(MemoryWorld({"film.mls": text}), "film.mls").plan.value
    takes = {take.picture for one in plan.shots for take in one.takes}
    return Counter(node.body.model_dump_json() for node in plan.nodes if node.id in takes)


def inserted(text: str, new: str) -> str:
    """`text` with a scene of its own in front of its first one."""
    head, heading, rest = text.partition("INT. ")
    return head + new + "\n\n" + heading + rest


@examples(30)
@given(film, st.sampled_from(["!! wide, 2s", "ANNA\nI was here first.", "Rain.\n\nZED\nStill?"]))
def test_a_scene_inserted_at_the_front_leaves_every_picture_as_it_was(text: str, new: str) -> None:
    after = pictures(inserted(text, f"EXT. ROAD - DAY\n\n{new}\n\n> CUT TO:"))
    assert not pictures(text) - after


@examples(20)
@given(scene)
def test_a_shot_inserted_at_the_front_makes_exactly_one_new_picture(text: str) -> None:
    heading, _, rest = text.partition("\n\n")
    new = f"{heading}\n\n!! extreme wide, crane up, 5s: before everything\n\n!! auto\n\n{rest}"
    before, after = pictures(text), pictures(new)
    assert not before - after
    assert sum((after - before).values()) == 1
