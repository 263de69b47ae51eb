"""`milimo models`: what is here and where, fetching from a hub, and reading everything back."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from milimo_lang.cli import doctor
from milimo_lang.cli.loading import unloadable
from tests.cli.films import SMALL, write
from tests.cli.hub import COMMIT, Hub, serving
from tests.conftest import Milimo, Ran, command, environment
from tests.tiny.broken import misshapen
from tests.tiny.fixtures import Kept

REPOSITORY = "Lightricks/LTX-2.5-Diffusers"


@pytest.fixture
def hub(tiny_ltx: Kept, tmp_path: Path) -> Iterator[Hub]:
    """A hub that has the tiny 2.5, with what is published beside it and not wanted."""
    folder = Path(shutil.copytree(tiny_ltx("2.5"), tmp_path / "published"))
    (folder / "temporal_upsampler").rename(folder / "temporal_latent_upsampler")
    for name in (
        "README.md",
        "transformer_full/diffusion_pytorch_model.safetensors",
        "text_encoder/diffusion_pytorch_model.safetensors",
    ):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(b"x" * 100_000)
    with serving({REPOSITORY: folder}) as hub:
        yield hub


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "hub"


@pytest.fixture
def pull(milimo: Milimo, hub: Hub, cache: Path) -> Milimo:
    """`milimo models ARGUMENTS`, talking to the hub."""

    def run(*arguments: str | Path, cwd: Path | None = None, variables: dict[str, str] | None = None) -> Ran:
        return milimo("models", *arguments, cwd=cwd, variables={**hub.environment(cache), **(variables or {})})

    return run  # type: ignore[return-value]


def blobs(cache: Path) -> list[Path]:
    return sorted(path for path in cache.glob("models--*/blobs/*") if path.is_file())


def test_every_model_is_listed_with_its_size_and_licence(pull: Milimo) -> None:
    ran = pull("list")
    assert ran.code == 0
    rows = [re.split(r"  +", line) for line in ran.out.splitlines()]
    assert [row[:2] for row in rows[:3]] == [[name, "not here"] for name in ("ltx-2", "ltx-2.3", "ltx-2.5")]
    assert rows[3][:2] == ["small", "here"]  # a checkout has it
    assert rows[2][2:] == ["about 72.0 GB", "LTX-2.x Community License Agreement"]


def test_what_is_pulled_is_told_before_and_used_afterwards(pull: Milimo, hub: Hub, cache: Path) -> None:
    ran = pull("pull", "ltx-2.5", "--yes")
    assert (ran.code, ran.err) == (0, f"fetching 6.5 MB of {REPOSITORY}\n"), ran.err
    assert re.match(r"ltx-2\.5: 6\.5 MB in \d+ files\n", ran.out)
    assert f"from     {REPOSITORY} at {COMMIT[:12]}\n" in ran.out
    assert re.search(rf"^to       {cache}, where [\d.]+ [MGT]B are free$", ran.out, re.MULTILINE)
    assert "licence  LTX-2.x Community License Agreement\n" in ran.out
    assert "10 million US dollars" in ran.out
    fetched = {path for method, path, _ in hub.asked if method == "GET" and "/resolve/" in path}
    assert not any("README" in path or "transformer_full" in path for path in fetched)
    assert not any("text_encoder/diffusion" in path for path in fetched)
    assert re.search(r"^ltx-2\.5 +here +6\.5 MB", pull("list").out, re.MULTILINE)
    where = pull("where", "ltx-2.5").out
    assert f"looks in              {cache}/models--Lightricks--LTX-2.5-Diffusers/snapshots/{COMMIT}" in where
    assert re.search(rf"^  temporal_upsampler +{cache}/.*/temporal_latent_upsampler$", where, re.MULTILINE)


def test_what_is_here_is_not_fetched_again(pull: Milimo, hub: Hub) -> None:
    pull("pull", "ltx-2.5", "--yes")
    hub.asked.clear()
    ran = pull("pull", "ltx-2.5")
    assert (ran.code, ran.err) == (0, "")
    assert ", 6.5 MB of it here already\n" in ran.out
    assert ran.out.endswith("ltx-2.5 is here already\n")
    assert not any("/resolve/" in path for _, path, _ in hub.asked)


def test_a_pull_that_was_killed_fetches_only_what_is_not_whole(pull: Milimo, hub: Hub, cache: Path) -> None:
    hub.stuck = "vae/diffusion_pytorch_model.safetensors"
    running = subprocess.Popen(
        command("models", "pull", "ltx-2.5", "--yes"),
        env=environment(hub.environment(cache)),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    assert hub.is_stuck.wait(60)
    while len(blobs(cache)) < 18:
        assert running.poll() is None
    running.kill()
    running.wait()
    hub.stuck = None
    whole = {path.name for path in blobs(cache)}
    hub.asked.clear()
    assert pull("list").out.splitlines()[2].startswith("ltx-2.5   in part")
    assert pull("pull", "ltx-2.5", "--yes").code == 0
    again = [path.partition("/resolve/")[2] for method, path, _ in hub.asked if method == "GET" and "/resolve/" in path]
    assert f"{COMMIT}/vae/diffusion_pytorch_model.safetensors" in again
    assert len(again) == len(blobs(cache)) - len(whole)
    assert pull("verify", "ltx-2.5").code == 0


def test_nothing_is_fetched_without_a_word_of_agreement(pull: Milimo, hub: Hub, cache: Path) -> None:
    ran = pull("pull", "ltx-2.5")
    assert ran.code == 2
    assert ran.err == "milimo: nobody is here to agree to that\n  add --yes to agree\n"
    assert "licence" in ran.out
    assert blobs(cache) == []


@pytest.mark.parametrize(("answer", "code"), [("y\n", 0), ("n\n", 2), ("\n", 2), ("", 2)])
def test_who_is_asked_may_say_no(hub: Hub, cache: Path, answer: str, code: int) -> None:
    import pty

    inner, outer = pty.openpty()
    os.write(inner, answer.encode() or b"\x04")
    done = subprocess.run(
        command("models", "pull", "ltx-2.5"),
        env=environment(hub.environment(cache)),
        stdin=outer,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    os.close(inner)
    os.close(outer)
    assert done.returncode == code, done.stderr
    assert "Fetch 6.5 MB under that licence? [y/N]" in done.stderr
    assert bool(blobs(cache)) == (code == 0)


def test_a_gated_model_says_where_to_agree(pull: Milimo, hub: Hub, cache: Path) -> None:
    hub.gated.add(REPOSITORY)
    ran = pull("pull", "ltx-2.5", "--yes")
    assert (ran.code, ran.out) == (4, "")
    assert ran.err == (
        "milimo: the hub gives ltx-2.5 only to accounts that agreed to its licence\n"
        f"  agree at {hub.url}/{REPOSITORY}, then `hf auth login` (or set HF_TOKEN), and pull again\n"
    )
    assert pull("pull", "ltx-2.5", "--yes", variables={"HF_TOKEN": "agreed"}).code == 0


def test_an_unknown_repository_or_token_is_told(pull: Milimo) -> None:
    ran = pull("pull", "ltx-2", "--yes")
    assert ran.code == 4
    assert "the hub does not know this account, or no repository Lightricks/LTX-2\n" in ran.err
    assert "`hf auth login`" in ran.err


def test_a_hub_that_is_not_there_is_told(milimo: Milimo, hub: Hub, cache: Path) -> None:
    nowhere = {**hub.environment(cache), "HF_ENDPOINT": "http://127.0.0.1:9"}
    ran = milimo("models", "pull", "ltx-2.5", "--yes", variables=nowhere)
    assert ran.code == 4
    assert ran.err.startswith("milimo: http://127.0.0.1:9 cannot be reached\n")
    assert "check the network" in ran.err


def test_a_hub_that_is_down_is_told(pull: Milimo, hub: Hub) -> None:
    hub.down = True
    ran = pull("pull", "ltx-2.5", "--yes")
    assert ran.code == 4
    assert ran.err.startswith(f"milimo: the hub answered 503 for {REPOSITORY}\n")


def test_offline_is_offline(pull: Milimo, hub: Hub) -> None:
    ran = pull("pull", "ltx-2.5", "--yes", variables={"HF_HUB_OFFLINE": "1"})
    assert ran.code == 4
    assert ran.err.startswith("milimo: HF_HUB_OFFLINE is set, and fetching models needs the network\n")
    assert hub.asked == []


def test_too_little_space_is_told_before_anything_is_fetched(pull: Milimo, hub: Hub, cache: Path) -> None:
    path = hub.repositories[REPOSITORY] / "vae" / "diffusion_pytorch_model.safetensors"
    os.truncate(path, 0)
    hub.sizes[path.name] = 10**18
    ran = pull("pull", "ltx-2.5", "--yes")
    assert ran.code == 4
    assert ran.err.startswith(f"milimo: there is not enough space for it at {cache}\n")
    assert "HF_HUB_CACHE" in ran.err
    assert blobs(cache) == []


def test_a_full_disk_is_told(pull: Milimo, hub: Hub, cache: Path) -> None:
    """The limit on the size of files stands for a disk that is full."""
    done = subprocess.run(
        ["bash", "-c", 'ulimit -f 500; exec "$@"', "-", *command("models", "pull", "ltx-2.5", "--yes")],
        env=environment(hub.environment(cache)),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 4, done.stderr
    assert f"milimo: there is not enough space for it at {cache}\n" in done.stderr


def test_the_small_model_is_no_matter_of_the_hub(pull: Milimo) -> None:
    ran = pull("pull", "small", "--yes")
    assert ran.code == 4
    assert "it comes with the package milimo_small" in ran.err


@pytest.mark.parametrize("what", ["pull", "where", "verify"])
def test_a_model_nobody_knows_is_told(pull: Milimo, what: str) -> None:
    ran = pull(what, "ltx-9")
    assert ran.code == 2
    assert "there is no model 'ltx-9'" in ran.err
    assert "ltx-2, ltx-2.3, ltx-2.5, small" in ran.err


def test_pull_wants_a_model(pull: Milimo) -> None:
    assert "say which model to pull" in pull("pull").err


def test_verify_finds_a_flipped_bit_and_the_next_pull_mends_it(pull: Milimo, cache: Path) -> None:
    pull("pull", "ltx-2.5", "--yes")
    (victim,) = cache.glob("models--*/snapshots/*/vae/diffusion_pytorch_model.safetensors")
    blob = victim.resolve()
    data = bytearray(blob.read_bytes())
    data[-1] ^= 1
    blob.write_bytes(data)
    ran = pull("verify", "ltx-2.5")
    assert ran.code == 4
    assert f"{victim} is not what the hub calls it; it was removed\n" in ran.out
    assert re.search(
        r"^ltx-2\.5: \d+ files, 6\.5 MB, (\d+) held against their hashes: 1 damaged$", ran.out, re.MULTILINE
    )
    assert pull("list").out.splitlines()[2].startswith("ltx-2.5   in part")
    assert pull("pull", "ltx-2.5", "--yes").code == 0
    assert pull("verify").out.endswith("held against their hashes: all whole\n")


def test_verify_reads_the_heads_of_files_no_hash_is_known_of(milimo: Milimo, tiny_ltx: Kept, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(tiny_ltx("2.0"), tmp_path / "models" / "ltx-2"))
    mine = {"MILIMO_MODELS": str(tmp_path / "models"), "HF_HUB_CACHE": str(tmp_path / "none")}
    ran = milimo("models", "verify", variables=mine)
    assert ran.code == 0
    assert re.fullmatch(r"ltx-2: \d+ files, 4\.0 MB, 0 held against their hashes: all whole\nsmall: .*\n", ran.out)
    path = folder / "vae" / "diffusion_pytorch_model.safetensors"
    os.truncate(path, 1000)
    ran = milimo("models", "verify", "ltx-2", variables=mine)
    assert ran.code == 4
    assert ran.out.startswith(f"{path} is no safetensors file, or was cut off at its head\n")
    assert path.exists()
    assert "`milimo models pull ltx-2`" in ran.err


def test_where_names_every_place_and_what_is_wrong_there(milimo: Milimo, tiny_ltx: Kept, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(tiny_ltx("2.0"), tmp_path / "models" / "ltx-2"))
    (folder / "vae" / "diffusion_pytorch_model.safetensors").unlink()
    shutil.copytree(tiny_ltx("2.0"), tmp_path / "models" / "ltx-2.3")
    mine = {"MILIMO_MODELS": str(tmp_path / "models"), "HF_HUB_CACHE": str(tmp_path / "none")}
    ran = milimo("models", "where", variables=mine)
    assert ran.code == 0
    assert f"  looks in              {folder} ($MILIMO_MODELS)\n" in ran.out
    assert (
        f"  vae                   not whole: {folder}/vae/diffusion_pytorch_model.safetensors is missing\n" in ran.out
    )
    assert "  unusable              ltx-2.3 was asked for, but the " in ran.out
    rows = milimo("models", "list", variables=mine).out.splitlines()
    assert [row.split("  ")[0] for row in rows] == ["ltx-2", "ltx-2.3", "ltx-2.5", "small"]
    assert ["in part" in rows[0], "unusable" in rows[1], "not here" in rows[2]] == [True, True, True]


def test_doctor_says_which_models_are_here_and_what_the_machine_makes_of_them(
    milimo: Milimo, tiny_ltx: Kept, tmp_path: Path
) -> None:
    folder = tmp_path / "models"
    shutil.copytree(tiny_ltx("2.0"), folder / "ltx-2")
    shutil.rmtree(shutil.copytree(tiny_ltx("2.3"), folder / "ltx-2.3") / "vae")
    mine = {"MILIMO_MODELS": str(folder), "HF_HUB_CACHE": str(tmp_path / "none"), "CUDA_VISIBLE_DEVICES": ""}
    ran = milimo("doctor", variables=mine)
    assert ran.code == 0
    said = {line[4:17].strip(): line[18:] for line in ran.out.splitlines() if line.startswith("-")}
    assert said["ltx-2"] == "4.0 MB here; 2.9 MB at work: all of it stays in memory"
    assert said["ltx-2.3"] == "here in part: `milimo models where ltx-2.3` says what is missing"
    assert re.fullmatch(r"not here; \d+\.\d GB at work: .+", said["ltx-2.5"])
    assert said["device"].startswith("no GPU that is known: the processor, ")


def test_doctor_says_what_is_wrong_with_a_model(
    tiny_ltx: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    misshapen(tiny_ltx("2.5"), tmp_path / "ltx-2.5")
    monkeypatch.setenv("MILIMO_MODELS", str(tmp_path))
    monkeypatch.setenv("MILIMO_DEVICE", "cpu")
    said = {finding.what: finding.text for finding in doctor._weights()}
    told = f"here in part: the transformer at {tmp_path}/ltx-2.5/transformer does not fit its config: "
    assert said["ltx-2.5"].startswith(told)


def without_torch(folder: Path) -> dict[str, str]:
    """Variables under which the record of torch is hidden, as if it had never been installed."""
    (folder / "sitecustomize.py").write_text(
        "import importlib.metadata as m\n"
        "known = m.version\n"
        "def version(name):\n"
        "    if name == 'torch':\n"
        "        raise m.PackageNotFoundError(name)\n"
        "    return known(name)\n"
        "m.version = version\n"
    )
    return {"PYTHONPATH": os.pathsep.join([str(folder), environment()["PYTHONPATH"]])}


def test_doctor_names_the_extra_and_the_installer_where_libraries_are_missing(milimo: Milimo, tmp_path: Path) -> None:
    ran = milimo("doctor", variables=without_torch(tmp_path))
    assert ran.code == 0
    assert re.search(
        r"^- +models +torch is not installed: `(uv )?pip install 'milimo\[models\]'` installs what models need; ",
        ran.out,
        re.MULTILINE,
    )
    assert "device" not in ran.out


def test_doctor_names_the_library_that_is_there_and_cannot_be_loaded(milimo: Milimo, tmp_path: Path) -> None:
    """Its record says that it is installed; a build says that `milimo doctor` tells which it is."""
    (tmp_path / "torch.py").write_text('raise ImportError("libcudart.so.12: cannot open shared object file")\n')
    ran = milimo("doctor", variables={"PYTHONPATH": os.pathsep.join([environment()["PYTHONPATH"], str(tmp_path)])})
    assert ran.code == 0
    said = (
        r"^- +torch +\S+ cannot be loaded \(libcudart.*\): install it again \(`pip install --force-reinstall torch`\)"
    )
    assert re.search(said, ran.out, re.MULTILINE), ran.out
    assert ran.out.count("cannot be loaded") == 1


def test_a_library_that_kills_or_hangs_its_process_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, text in {"well": "", "kills": "import os\nos._exit(3)", "hangs": "import time\ntime.sleep(60)"}.items():
        (tmp_path / f"{name}_lib.py").write_text(text)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert unloadable(["well_lib"]) == {}
    assert unloadable(["well_lib", "no_lib"]) == {"no_lib": "No module named 'no_lib'"}
    assert unloadable(["well_lib", "kills_lib", "no_lib"]) == {"kills_lib": "it ended its process, exit code 3"}
    assert unloadable(["well_lib", "hangs_lib"], 1.0) == {"hangs_lib": "not within 1 s"}


def test_a_film_for_a_model_says_so_too(milimo: Milimo, project: Path, tiny_ltx: Kept, tmp_path: Path) -> None:
    write(project, SMALL.replace("Title: Small", "Title: Small\nModel: ltx-2").replace("12f", "41f"))
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "ltx-2").symlink_to(tiny_ltx("2.0"))
    hidden = without_torch(tmp_path) | {"MILIMO_MODELS": str(tmp_path / "models")}
    ran = milimo("build", "film.mls", variables=hidden)
    assert ran.code == 4
    assert re.search(r"torch is not installed: `(uv )?pip install 'milimo\[models\]'` installs", ran.err), ran.err
    assert "milimo build --animatic" in ran.err
