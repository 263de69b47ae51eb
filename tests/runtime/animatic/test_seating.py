"""Who sits, and on or at what: the furniture behind them and before them."""

from __future__ import annotations

from milimo_lang.ir.bodies import Figure, Place
from milimo_runtime.backends.animatic.rooms import Room
from milimo_runtime.backends.animatic.scene import Scene
from milimo_runtime.backends.animatic.stage import stage

from .conftest import MARA, TOM, framing, panel

WIDE = 16 / 9


def _scene(place: str, *people: Figure, height: float = 0.7, interior: bool = True, **more: object) -> Scene:
    where = Place(name=place, interior=interior)
    terms = (framing(height, two=1),)
    return stage(panel(figures=people, terms=terms, place=where, **more), WIDE)


def _sat(figure: Figure, seat: str) -> Figure:
    return figure.model_copy(update={"posture": "sit", "seat": seat})


def test_two_share_one_sofa_and_it_is_the_rooms_own() -> None:
    scene = _scene("Living room", _sat(MARA, "sofa"), _sat(TOM, "sofa"))
    (sofa,) = scene.seats
    assert sofa.kind == "sofa"
    assert (sofa.left, sofa.right) == tuple(sorted(one.stance.x for one in scene.people))
    assert isinstance(scene.place, Room)
    plain = _scene("Living room", MARA, TOM).place
    assert isinstance(plain, Room)
    assert len(scene.place.motif.middle) == len(plain.motif.middle) - 1


def test_a_desk_stands_before_who_sits_at_it() -> None:
    scene = _scene("Hall", _sat(MARA, "desk"))
    assert scene.seats == ()
    assert [table.kind for table in scene.tables] == ["desk"]
    assert scene.tables[0].floor == scene.people[0].stance.floor


def test_who_sits_on_the_floor_is_lower_than_on_a_chair_and_on_the_same_ground() -> None:
    low, high = (_scene("Hall", _sat(MARA, seat)).people[0].stance for seat in ("floor", "chair"))
    assert low.top > high.top + 0.1
    assert abs(low.floor - high.floor) < 1e-6


def test_a_bar_has_a_counter_of_its_own() -> None:
    assert _scene("Bar", _sat(MARA, "bar")).tables == ()
    assert [table.kind for table in _scene("Hall", _sat(MARA, "bar")).tables] == ["bar"]


def test_who_is_in_a_bath_wears_nothing_unless_it_is_said() -> None:
    bare, clad = (
        _scene("Bathroom", _sat(MARA, "bath"), action=(told,)).people[0].look
        for told in ("Mara sits in the bath.", "Mara sits in the bath, fully clothed.")
    )
    assert bare.cloth == bare.skin
    assert clad.cloth != clad.skin


def test_a_plan_and_a_vehicle_have_no_furniture_of_ours() -> None:
    assert _scene("Bus", _sat(MARA, "bench")).seats == ()
    terms = (framing(0.5), framing(0.5, overhead=1))
    above = stage(panel(figures=(_sat(MARA, "sofa"),), terms=terms, place=Place(name="Hall", interior=True)), WIDE)
    assert above.seats == ()
