"""Answers: computed once, off the loop, in turns; kept within a bound; paid for by who asks."""

import asyncio
import gzip
import json
import os
import shutil
import threading
import time
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor

import brotli
import pytest

from tests import small
from tests.conftest import RELEASE_29
from tests.reader import BOARD
from widgets.board.board import Board
from widgets.reading import address as addresses
from widgets.reading.address import Address
from widgets.serve import version
from widgets.serve.http.answers import Answers, Body, Desk, Kept, Watch
from widgets.serve.http.clients import Budget, Client, Refusal, client_of
from widgets.tables.package import DataError, Tables, load

TABLES = load()
SIZES = dict.fromkeys(BOARD.charts, "L")


def document(html: str, state: dict, problem: str, reviews: list[dict]) -> str:
    """A page of the least: what is said, what is shown, what the controls show, how it is rated."""
    return f"{problem}\n{html}\n{json.dumps(state)}\n{json.dumps(reviews)}"


def made(budget: Budget | None = None, tables: Tables = TABLES) -> Answers:
    return Answers(BOARD, tables, document, Desk(tables, budget))


def reader(number: int) -> Client:
    """Readers in networks of their own."""
    return client_of(f"10.{number // 256}.{number % 256}.1")


def plain(body: Body) -> bytes:
    return body.codings["identity"]


def finished(coroutine: Coroutine) -> object:
    """What a coroutine gives, run in a thread: in this one a browser's loop may be running."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result()


class Slow:
    """Stands in for the board's work: counts it, and lets a test say how long it takes."""

    def __init__(self, answers: Answers) -> None:
        self.asked: list[str] = []
        self.go = threading.Event()
        self.go.set()
        answers._page = self.page

    def page(self, address: Address, problems: list, damage: str) -> bytes:
        self.asked.append(address.to_query())
        assert self.go.wait(20)
        return address.to_query().encode() or b"default"


# --- bodies and what is kept ----------------------------------------------------------------


def test_a_body_is_the_same_in_every_coding():
    text = b"The same. " * 500
    body = Body.of(text)
    assert list(body.codings) == ["br", "gzip", "identity"]
    assert brotli.decompress(body.codings["br"]) == text
    assert gzip.decompress(body.codings["gzip"]) == text
    assert plain(body) == text
    assert len(body) == sum(len(coded) for coded in body.codings.values())
    assert Body.of(text) == body, "no time of day in it"


def body_of(size: int) -> Body:
    return Body({"identity": b"x" * size})


def test_what_is_kept_stays_within_its_bound():
    kept = Kept(1000)
    for i in range(5000):
        kept.put(b"%d" % i, body_of(30 + i % 50))
        assert kept.bytes <= 1000
    assert kept.bytes == sum(len(kept.get(b"%d" % i) or b"") for i in range(5000))
    assert kept.get(b"4999")
    assert kept.get(b"0") is None


def test_the_least_recently_asked_goes_first():
    kept = Kept(100)
    kept.put(b"a", body_of(40))
    kept.put(b"b", body_of(40))
    assert kept.get(b"a")
    kept.put(b"c", body_of(40))
    assert kept.get(b"a")
    assert kept.get(b"c")
    assert kept.get(b"b") is None


def test_the_same_question_counts_once():
    kept = Kept(100)
    for _ in range(9):
        kept.put(b"a", body_of(30))
    assert (kept.bytes, len(kept)) == (30, 1)


def test_an_answer_beyond_the_bound_is_given_alone():
    kept = Kept(100)
    kept.put(b"small", body_of(30))
    kept.put(b"big", body_of(300))
    assert kept.get(b"big")
    assert len(kept) == 1
    kept.put(b"small", body_of(30))
    assert kept.get(b"big") is None
    assert kept.bytes == 30


def test_what_is_always_kept_is_beyond_the_bound():
    kept = Kept(100)
    kept.always[b"page"] = body_of(500)
    for i in range(50):
        kept.put(b"%d" % i, body_of(60))
    assert len(kept.get(b"page")) == 500
    assert kept.bytes <= 100


# --- questions ------------------------------------------------------------------------------


def test_page_step_and_figures_are_the_boards():
    answers = made()

    async def asked() -> list[bytes]:
        return [
            plain(body)
            for body in (
                await answers.page("kind=all&unit=x"),
                await answers.step("kind=all", [["set", "unit", "share"]], SIZES),
                await answers.charts("kind=all", SIZES),
                await answers.csv("flows-ranking", "kind=all"),
                await answers.table("aid"),
            )
        ]

    page, step, figures, csv, table = finished(asked())
    assert "“Unit” knows no “x”" in page.decode()
    assert answers.version in page.decode()
    expected = BOARD.step(TABLES, "kind=all", [["set", "unit", "share"]], SIZES)
    assert json.loads(step) == expected
    assert json.loads(figures) == BOARD.contents(TABLES, "kind=all", SIZES)
    assert "\n# Allocations of all kinds" in csv.decode()
    assert table.decode() == TABLES.text("aid")


def test_what_differs_in_nothing_is_one_question():
    answers = made()

    async def asked() -> set[int]:
        queries = ["", "?", "unit=eur-bn", "from=2022-01&to=2026-04", "nothing=1", "%&&&"]
        return {id(await answers.page(query)) for query in queries}

    assert len(finished(asked())) == 1


def test_a_question_asked_by_many_at_once_is_computed_once():
    answers = made()
    slow = Slow(answers)
    slow.go.clear()

    async def asked() -> list[Body]:
        many = [answers.page("kind=all", reader(i)) for i in range(40)]
        waiting = asyncio.gather(*many)
        await asyncio.sleep(0.05)
        slow.go.set()
        return await waiting

    bodies = finished(asked())
    assert slow.asked == ["kind=all"]
    assert len({*map(id, bodies)}) == 1


def test_a_reader_who_leaves_takes_the_answer_from_nobody():
    answers = made()
    slow = Slow(answers)
    slow.go.clear()

    async def asked() -> Body:
        leaves = asyncio.ensure_future(answers.page("kind=all", reader(1)))
        stays = asyncio.ensure_future(answers.page("kind=all", reader(2)))
        await asyncio.sleep(0.05)
        leaves.cancel()
        await asyncio.sleep(0)
        slow.go.set()
        return await asyncio.wait_for(stays, 20)

    assert plain(finished(asked())) == b"kind=all"
    assert slow.asked == ["kind=all"]


def test_a_question_that_nobody_waits_for_is_not_computed():
    answers = made()
    slow = Slow(answers)
    slow.go.clear()

    async def asked() -> None:
        first = asyncio.ensure_future(answers.page("kind=all", reader(1)))
        leaves = asyncio.ensure_future(answers.page("kind=financial", reader(2)))
        await asyncio.sleep(0.05)
        leaves.cancel()
        await asyncio.sleep(0.05)
        slow.go.set()
        await first
        assert not answers._computing
        assert not answers._waiting

    finished(asked())
    assert slow.asked == ["kind=all"]


@pytest.mark.parametrize("turns", [0, 1, 2])
def test_who_asks_when_another_leaves_has_the_answer(turns):
    answers = made()
    slow = Slow(answers)
    slow.go.clear()

    async def asked() -> Body:
        leaves = asyncio.ensure_future(answers.page("kind=all", reader(1)))
        await asyncio.sleep(0.05)
        leaves.cancel()
        for _ in range(turns):
            await asyncio.sleep(0)
        comes = asyncio.ensure_future(answers.page("kind=all", reader(2)))
        await asyncio.sleep(0.05)
        slow.go.set()
        return await comes

    assert plain(finished(asked())) == b"kind=all"


def test_nobody_is_refused_for_what_another_has_used():
    answers = made(Budget(a_second=1e-6, most_s=1e-6))
    slow = Slow(answers)
    slow.go.clear()

    async def asked() -> list:
        first = asyncio.ensure_future(answers.page("kind=all", reader(1)))
        greedy = asyncio.ensure_future(answers.page("kind=financial", reader(1)))
        await asyncio.sleep(0.05)
        other = asyncio.ensure_future(answers.page("kind=financial", reader(2)))
        await asyncio.sleep(0.05)
        slow.go.set()
        return await asyncio.gather(first, greedy, other, return_exceptions=True)

    first, greedy, other = finished(asked())
    assert plain(first) == b"kind=all"
    assert isinstance(greedy, Refusal)
    assert plain(other) == b"kind=financial"


def reads(answers: Answers, monkeypatch) -> list[str]:
    """The threads in which an address is read from now on."""
    found, read = [], addresses.read

    def seen(*given) -> object:
        found.append(threading.current_thread().name)
        return read(*given)

    monkeypatch.setattr(addresses, "read", seen)
    return found


LONG = "&".join(f"a{i}=" + "%41" * 20 for i in range(95))


def test_what_is_kept_is_not_read_again_and_nothing_is_on_the_loop(monkeypatch):
    answers = made()
    found = reads(answers, monkeypatch)

    async def asked() -> None:
        for _ in range(5):
            await answers.page(LONG)
            await answers.charts(LONG, {})
            await answers.step(LONG, [["address", LONG]] * 20, {})
            await answers.csv("flows-ranking", LONG)

    finished(asked())
    assert len(found) == 1 + 2 + 21 + 1, "the board reads the short form that it is given"
    assert all(name.startswith("answers") for name in found)


def test_who_has_nothing_left_has_nothing_read(monkeypatch):
    answers = made(Budget(a_second=0.001, most_s=0.001))
    found = reads(answers, monkeypatch)

    async def asked() -> None:
        answers.turns.budget.spend(reader(1), 10)
        for ask in (answers.page(LONG, reader(1)), answers.step(LONG, [], {}, reader(1))):
            with pytest.raises(Refusal):
                await ask

    finished(asked())
    assert found == []


def test_only_so_many_wordings_are_remembered():
    kept = Kept(wordings=100)
    kept.put(b"page", body_of(1))
    for i in range(1000):
        kept.word(b"%d" % i, b"page")
    assert len(kept._questions) == 100
    assert kept.worded(b"999")
    assert kept.worded(b"1") is None


def test_the_many_questions_of_one_client_hold_up_no_other():
    answers = made()
    slow = Slow(answers)
    slow.go.clear()

    async def asked() -> None:
        many = [answers.page(f"search={i}", reader(1)) for i in range(30)]
        waiting = asyncio.gather(*many)
        await asyncio.sleep(0.05)
        other = asyncio.ensure_future(answers.page("kind=all", reader(2)))
        await asyncio.sleep(0.05)
        slow.go.set()
        await other
        assert "kind=all" in slow.asked[:3], "second, whatever the first had asked"
        await waiting

    finished(asked())
    assert len(slow.asked) == 31


def test_a_client_cannot_queue_more_than_it_may_use():
    answers = made(Budget(a_second=0.001, most_s=0.05))
    slow = Slow(answers)
    make = slow.page

    def page(*given) -> bytes:
        end = time.thread_time() + 0.02
        while time.thread_time() < end:
            pass
        return make(*given)

    answers._page = page

    async def asked() -> list:
        many = [answers.page(f"search={i}", reader(1)) for i in range(60)]
        return await asyncio.gather(*many, return_exceptions=True)

    refused = [r for r in finished(asked()) if isinstance(r, Refusal)]
    assert 1 <= len(slow.asked) <= 4
    assert len(refused) == 60 - len(slow.asked)


def test_what_is_kept_is_free_and_so_is_the_default_page():
    answers = made(Budget(a_second=0.001, most_s=0.001))
    answers.warm()

    async def asked() -> None:
        await answers.page("kind=all", reader(1))
        answers.turns.budget.spend(reader(1), 10)
        with pytest.raises(Refusal):
            await answers.page("kind=financial", reader(1))
        await answers.page("kind=all", reader(1))
        answers.kept.most_bytes = 0
        answers.kept.put(b"drop", body_of(1))
        assert b"51.3" in plain(await answers.page("", reader(1)))

    finished(asked())


def test_a_question_that_fails_is_not_kept_and_is_asked_again():
    answers = made()
    tried = []

    def fails(*_given) -> bytes:
        tried.append(1)
        raise KeyError("no such thing")

    answers._page = fails

    async def asked() -> None:
        for _ in range(2):
            with pytest.raises(KeyError):
                await answers.page("kind=all")
        assert not answers._computing

    finished(asked())
    assert len(tried) == 2
    assert len(answers.kept) == 0


def test_the_loop_goes_on_while_an_answer_is_computed():
    answers = made()
    slow = Slow(answers)
    slow.go.clear()

    async def asked() -> int:
        waiting = asyncio.ensure_future(answers.page("kind=all"))
        beats = 0
        while beats < 20:
            await asyncio.sleep(0.001)
            beats += 1
        assert not waiting.done()
        slow.go.set()
        await waiting
        return beats

    assert finished(asked()) == 20


def test_numbers_that_there_are_none_of_are_refused_in_a_sentence():
    with pytest.raises(Refusal, match="404") as refused:
        finished(made().csv("flows-ranking", "measure=commitments"))
    assert refused.value.body["sentence"] == "○ Commitments are not split by kind of aid."


def test_the_version_changes_with_the_data(tmp_path):
    assert made().version == made().version
    assert made().version != made(tables=small.tables(tmp_path)).version


# --- damage under a running server ----------------------------------------------------------


@pytest.fixture
def watch(tmp_path, monkeypatch):
    monkeypatch.setattr(Watch, "EVERY_S", 0.0)
    small.write(tmp_path)
    return Watch(load(tmp_path))


def test_tables_as_they_were_are_no_damage(watch, tmp_path):
    assert watch.damage() == ""
    path = tmp_path / "aid.csv"
    path.write_bytes(path.read_bytes())
    assert watch.damage() == ""


def test_a_changed_and_a_missing_table_are_named_and_may_come_back(watch, tmp_path):
    path = tmp_path / "aid.csv"
    text = path.read_text()
    path.write_text(text + "2024-05,Germany,military,1\n")
    assert "aid.csv differs from its checksum" in watch.damage()
    assert watch.damage().endswith("This page shows the tables as they were.")
    path.unlink()
    assert "aid.csv is missing" in watch.damage()
    path.write_text(text)
    assert watch.damage() == ""


def test_another_release_is_no_damage_but_said(tmp_path, monkeypatch):
    monkeypatch.setattr(Watch, "EVERY_S", 0.0)
    monkeypatch.setattr(Board, "warm", lambda *_: None)
    folder = shutil.copytree(RELEASE_29, tmp_path / "data")
    answers = made(tables=load(folder))
    Slow(answers)
    answers.warm()
    table = finished(answers.table("groups"))
    package = folder / "datapackage.json"
    package.write_text(package.read_text() + "\n")
    label = answers.tables.release["label"]
    assert answers.damage == ""
    assert answers.desk.newer == (
        f"On the disk lies other tables of {label}; {label} is served until a restart."
    )
    package.write_text("{")
    assert "is not valid JSON" in answers.damage
    assert answers.desk.newer == ""
    shutil.copy(RELEASE_29 / package.name, package)
    assert (answers.damage, answers.desk.newer) == ("", "")
    assert finished(answers.table("groups")) is table


def test_other_code_is_said(watch, tmp_path, monkeypatch):
    monkeypatch.setattr(version, "code", lambda: "another")
    os.utime(tmp_path / "aid.csv", (0, 0))
    assert watch.damage() == ""
    assert watch.newer() == "The code on the disk has changed since the start: a restart runs it."


def test_what_is_made_of_packages_is_no_code():
    files = version.files()
    assert {path.suffix for path in files} == {".py", ".js", ".css"}
    assert not [path for path in files if {"share", "cache"} & set(path.parts[-4:])]


def test_the_disk_is_asked_now_and_then_only(tmp_path, monkeypatch):
    watch = Watch(load(small.write(tmp_path)))
    monkeypatch.setattr(watch, "_stamp", lambda: pytest.fail("asked"))
    watch._asked = time.monotonic()
    for _ in range(100):
        assert watch.damage() == ""


def test_a_damaged_table_is_not_given_and_the_others_are(tmp_path, monkeypatch):
    monkeypatch.setattr(Watch, "EVERY_S", 0.0)
    answers = made(tables=load(small.write(tmp_path)))

    async def asked() -> None:
        await answers.table("donors")
        (tmp_path / "donors.csv").write_text("damaged")
        with pytest.raises(DataError, match=r"donors\.csv differs"):
            await answers.table("donors")
        assert plain(await answers.table("groups")).startswith(b"group,")

    finished(asked())


def test_a_page_says_the_damage_while_it_lasts_though_the_page_is_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(Watch, "EVERY_S", 0.0)
    answers = made(tables=load(small.write(tmp_path)))
    answers._page = lambda _address, _problems, damage: (damage or "whole").encode()
    donors = tmp_path / "donors.csv"
    text = donors.read_text()

    async def asked() -> list[bytes]:
        found = []
        for content in (text, "damaged", text):
            donors.write_text(content)
            found.append(plain(await answers.page("kind=all")))
        return found

    first, second, third = finished(asked())
    assert first == third == b"whole"
    assert b"donors.csv differs" in second


def test_a_question_that_fails_is_paid_for():
    answers, paid = made(), []
    answers.turns.budget.spend = lambda client, seconds: paid.append(client)

    def fails(*_given) -> bytes:
        raise KeyError("no such thing")

    answers._page = fails
    with pytest.raises(KeyError):
        finished(answers.page("kind=all", reader(1)))
    assert paid == [reader(1)]
