"""What enters a key and what does not."""

from __future__ import annotations

import hashlib
import json
import os
import unicodedata
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milimo_lang.ir.bodies import Body, CardBody, SegmentBody, Text
from milimo_lang.ir.values import FrameSpan, Size
from milimo_runtime.backends.fake import FakeBackend
from milimo_runtime.keys import PreImage, canonical, canonical_body, canonical_json, read_preimage
from milimo_runtime.session import open_session
from tests.runtime.execute.films import FAKE, Panel, film
from tests.runtime.keys.bodies import body, mutations, sample

GOLDEN = Path(__file__).with_name("golden.json")


def key(of: Body, **more: Any) -> str:
    kind = of.model_dump()["kind"]
    return PreImage(kind, more.pop("op_version", 1), canonical_body(of), **more).key


def test_a_key_is_the_hash_of_what_is_written_about_it() -> None:
    pre = PreImage("drawn.card", 3, {"text": "The Lamp"}, (("b", "22"), ("a", "11")), "weights")
    said = b'milimo\0drawn.card\x003\0{"text":"The Lamp"}\n[["a","11"],["b","22"]]\n"weights"'
    assert pre.data == said
    assert pre.key == hashlib.sha256(said).hexdigest()
    assert read_preimage(pre.data, pre.key) == PreImage(
        "drawn.card", 3, {"text": "The Lamp"}, (("a", "11"), ("b", "22")), "weights"
    )


def test_a_damaged_preimage_is_not_read() -> None:
    pre = PreImage("drawn.card", 1, {"text": "The Lamp"})
    assert read_preimage(pre.data + b" ", pre.key) is None
    assert read_preimage(None, pre.key) is None


def test_keys_stay_what_they_are_from_version_to_version() -> None:
    """A key that changes throws away every film ever built.

    Where that is meant, raise the op version of the kind in its backend and write the new keys down with
    `MILIMO_WRITE_GOLDEN=1 pytest tests/runtime/keys`; and say so in the CHANGELOG.
    """
    keys = {kind: key(body(sample(kind))) for kind in sorted(FakeBackend.kinds)}
    if os.environ.get("MILIMO_WRITE_GOLDEN"):
        GOLDEN.write_text(json.dumps(keys, indent=1) + "\n")
    assert keys == json.loads(GOLDEN.read_text())


@pytest.mark.parametrize("kind", sorted(FakeBackend.kinds))
def test_every_value_in_a_body_changes_its_key(kind: str) -> None:
    first = key(body(sample(kind)))
    seen = {first: "nothing"}
    for what, changed in mutations(kind):
        now = key(body(changed))
        assert now not in seen, f"{kind}: {what} reads like {seen[now]}"
        seen[now] = what
    assert len(seen) > 1


def test_inputs_count_by_role_and_content() -> None:
    card = CardBody(size=Size(width=64, height=36), rate=Fraction(24), frames=24, handle=0, text="The Lamp")
    keys = {
        key(card),
        key(card, inputs=(("key/0", "11"),)),
        key(card, inputs=(("key/1", "11"),)),
        key(card, inputs=(("key/0", "22"),)),
        key(card, identity="weights"),
        key(card, op_version=2),
    }
    assert len(keys) == 6
    assert key(card, inputs=(("a", "1"), ("b", "2"))) == key(card, inputs=(("b", "2"), ("a", "1")))


def test_ids_slates_takes_asset_paths_and_source_spans_are_in_no_key(tmp_path: Path) -> None:
    (tmp_path / "mara.png").write_bytes(b"mara")
    (tmp_path / "lamp.png").write_bytes(b"mara")
    session = open_session(tmp_path, registry=FAKE)
    one = film(Panel("2A", asset="mara.png"))
    two = film(Panel("7C", asset="lamp.png"), file="other.mls")
    retaken = two.model_copy(update={"nodes": tuple(n.model_copy(update={"take": 4}) for n in two.nodes)})
    assert session.forecast(one)[0].key == session.forecast(retaken)[0].key


@given(st.text())
def test_texts_that_read_alike_are_one_key(text: str) -> None:
    composed = canonical_json(unicodedata.normalize("NFC", text))
    assert canonical_json(unicodedata.normalize("NFD", text)) == composed


def test_runs_of_spaces_are_one_and_line_breaks_stay() -> None:
    assert canonical_json("a  b\t c") == canonical_json("a b c")
    assert canonical_json("a\n\nb") != canonical_json("a\nb")


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda part: st.lists(part) | st.dictionaries(st.text(), part),
)


@given(PLAIN)
def test_canonical_form_is_json_that_stays_as_it_is(value: Any) -> None:
    written = canonical_json(value)
    assert canonical_json(json.loads(written)) == written
    assert "\n" not in written


PIECES = st.sampled_from(["a", " ", "\t", "\n", "\\", '"', "\u0301", "\u00e9", "e\u0301", "\u1100\u1161", "\u2126"])


@given(st.lists(PIECES).map("".join) | st.text(), st.lists(PIECES).map("".join))
def test_a_body_is_canonical_whether_it_was_before_or_not(text: str, speaker: str) -> None:
    span = FrameSpan(start=0, frames=1)
    texts = (Text(place="caption", text=text, span=span, speaker=speaker), Text(place="slate", text=speaker, span=span))
    segment = SegmentBody(size=Size(width=64, height=36), rate=Fraction(24), first=0, frames=24, texts=texts)
    assert canonical_body(segment) == canonical(segment.model_dump(mode="json"))


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_no_number_has_no_key(value: float) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        canonical_json({"gain": value})


def test_a_maker_is_given_the_body_the_key_speaks_of() -> None:
    card = CardBody(size=Size(width=64, height=36), rate=Fraction(24), frames=24, handle=0, text="The   Lamp")
    assert canonical_body(card)["text"] == "The Lamp"
    assert CardBody.model_validate(canonical_body(card)).text == "The Lamp"
