"""Which components stay on the device: with so many bytes free, what is loaded, and what makes room."""

from __future__ import annotations

from milimo_runtime.backends.ltx.options import Offload
from milimo_runtime.backends.ltx.residency import Residents

NEEDS = {"text_encoder": 24, "connectors": 3, "transformer": 35, "vae": 2, "audio_vae": 1, "vocoder": 1}
WORDS = ("text_encoder", "connectors")
MOTION = ("transformer",)
PICTURES = ("vae", "audio_vae", "vocoder")


class Device:
    """So many bytes, which components fill; `loads` tells what was loaded, "*" marking what is streamed."""

    def __init__(self, size: int, offload: Offload = "auto") -> None:
        self.size = size
        self.loads: list[str] = []
        self.laid = 0
        self.residents = Residents(NEEDS.__getitem__, self._load, self._free, lambda: None, offload)

    def unit(self, *reads: str, working: int = 0) -> None:
        self.residents.begin(reads, working)
        for name in reads:
            self.residents.get(name)

    def adapted(self, adapter: int, working: int) -> None:
        """A pass whose transformer has a LoRA of so many bytes laid over it, and keeps it."""
        self.residents.begin(MOTION, working, lambda: adapter - self._laid())
        self.residents.get("transformer")
        self.laid = adapter

    def film(self) -> None:
        """Two shots: all words, then each shot's pass and pictures."""
        for _ in range(2):
            self.unit(*WORDS, working=1)
        for _ in range(2):
            self.unit(*MOTION, working=5)
            self.unit(*PICTURES, working=14)

    def _load(self, name: str, streamed: bool) -> str:
        self.loads.append(name + "*" * streamed)
        return name

    def _laid(self) -> int:
        return self.laid if "transformer" in self.residents.here else 0

    def _free(self) -> int:
        streamed = self.residents.streamed
        return self.size - self._laid() - sum(NEEDS[name] for name in self.residents.here if name not in streamed)


def test_where_all_fits_everything_is_loaded_once() -> None:
    device = Device(140)
    device.film()
    assert device.loads == [*WORDS, *MOTION, *PICTURES]


def test_the_text_encoder_makes_room_for_what_comes_after_and_comes_back_for_nothing() -> None:
    device = Device(60)
    device.film()
    assert device.loads == [*WORDS, *MOTION, *PICTURES]
    assert set(device.residents.here) == {"connectors", *MOTION, *PICTURES}


def test_no_more_makes_room_than_must() -> None:
    device = Device(30)
    device.unit("vae")
    device.unit("connectors")
    device.unit("text_encoder")
    assert "connectors" in device.residents.here
    assert device.residents.here == ("vae", "connectors", "text_encoder")
    device.unit("audio_vae", "vocoder")
    assert device.residents.here == ("connectors", "text_encoder", "audio_vae", "vocoder")


def test_two_that_exclude_each_other_take_turns() -> None:
    device = Device(41)
    device.unit(*MOTION, working=5)
    device.unit(*PICTURES, working=14)
    device.unit(*MOTION, working=5)
    assert device.loads == [*MOTION, *PICTURES, *MOTION]


def test_what_the_unit_reads_never_makes_room_for_itself() -> None:
    device = Device(28)
    device.unit(*WORDS, working=1)
    assert set(WORDS) <= set(device.residents.here)


def test_what_does_not_fit_by_itself_is_streamed() -> None:
    device = Device(20)
    device.film()
    assert device.loads[0] == "text_encoder*"
    assert "transformer*" in device.loads
    assert "vae" in device.loads


def test_where_nobody_knows_how_much_is_free_nothing_makes_room() -> None:
    loads: list[str] = []
    residents = Residents(NEEDS.__getitem__, lambda name, _: loads.append(name), lambda: None, lambda: None)
    for reads in (WORDS, MOTION, PICTURES):
        residents.begin(reads, 10**6)
        for name in reads:
            residents.get(name)
    assert set(residents.here) == set(NEEDS)


def test_asked_for_nothing_leaves_the_device() -> None:
    device = Device(1, "none")
    device.film()
    assert set(device.residents.here) == set(NEEDS)


def test_asked_for_components_only_what_a_unit_reads_is_there() -> None:
    device = Device(10**6, "components")
    device.film()
    assert set(device.residents.here) == set(PICTURES)


def test_asked_for_groups_the_large_ones_are_streamed_from_the_start() -> None:
    device = Device(10**6, "group")
    device.film()
    assert device.loads == ["text_encoder*", "connectors", "transformer*", *PICTURES]


def test_another_model_makes_room_before_its_own_parts_do() -> None:
    here: list[Residents] = []

    def model(loads: list[str]) -> Residents:
        def free() -> int:
            return 60 - sum(NEEDS[name] for each in here for name in each.here)

        def load(name: str, _: bool) -> str:
            loads.append(name)
            return name

        made = Residents(
            NEEDS.__getitem__, load, free, lambda: None, neighbours=lambda: [r for r in here if r is not made]
        )
        here.append(made)
        return made

    first, second = model([]), model([])
    for residents, reads in ((first, MOTION), (second, WORDS), (second, MOTION)):
        residents.begin(reads, 5)
        for name in reads:
            residents.get(name)
    assert first.here == ()
    assert second.here == ("connectors", "transformer")
    assert first.evict_others() == ("connectors", "transformer")


def test_a_lora_is_counted_until_it_lies_over_its_transformer_and_not_once_more() -> None:
    device = Device(48)
    for _ in range(3):
        device.adapted(8, working=4)
    assert device.loads == ["transformer"]


def test_a_lora_that_does_not_fit_beside_its_transformer_is_told_before() -> None:
    device = Device(44)
    device.adapted(8, working=4)
    assert device.loads == ["transformer*"]
    device = Device(44)
    device.unit("vae")
    device.adapted(4, working=4)
    assert device.residents.here == ("transformer",)


def test_no_more_is_streamed_than_must() -> None:
    device = Device(30)
    device.unit("transformer", "text_encoder")
    assert device.loads == ["transformer*", "text_encoder"]
