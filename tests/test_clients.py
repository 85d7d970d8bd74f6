"""Whose a question is, what a client may ask, and whose turn it is."""

import asyncio
import threading
import time

import pytest

from tests.test_answers import finished, reader
from widgets.serve.http.clients import Budget, Client, Refusal, Turns, client_of

A, B = client_of("192.0.2.1"), client_of("198.51.100.1")


# --- who asks -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.1", "host"),
        ("192.0.2.1", "192.0.2.2", "network"),
        ("192.0.2.1", "192.0.3.1", ""),
        ("192.0.2.1", "::ffff:192.0.2.1", "host"),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", "host"),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", "network"),
        ("2001:db8:1:2::1", "2001:db8:2:2::1", ""),
        ("fe80::1%eth0", "fe80::2%eth0", "host"),
        ("", "192.0.2.1", ""),
        ("no address", "no address", "host"),
    ],
)
def test_a_host_cannot_be_many_clients(one, other, same):
    clients = client_of(one), client_of(other)
    for part in Client._fields:
        is_same = len({getattr(client, part) for client in clients}) == 1
        assert is_same is (part == same or same == "host"), part


# --- the budget of a client -----------------------------------------------------------------


@pytest.fixture
def clock():
    class Clock:
        now = 100.0

        def __call__(self) -> float:
            return self.now

    return Clock()


def test_a_client_that_has_used_all_is_told_when_to_ask_again(clock):
    budget = Budget(a_second=0.5, most_s=10, clock=clock)
    budget.check(A)
    budget.spend(A, 9)
    budget.check(A)
    budget.spend(A, 4)
    with pytest.raises(Refusal) as refused:
        budget.check(A)
    assert refused.value.status_code == 429
    assert refused.value.body["retry_s"] == 7
    assert refused.value.body["sentence"] == "○ Too many different questions: ask again in 7 s."
    budget.check(B)


def test_the_time_it_is_told_is_enough(clock):
    for seconds in (10, 10.2, 11, 17.3, 60):
        budget = Budget(a_second=0.5, most_s=10, clock=clock)
        budget.spend(A, seconds)
        with pytest.raises(Refusal) as refused:
            budget.check(A)
        clock.now += refused.value.body["retry_s"]
        budget.check(A)


def test_a_budget_fills_again_to_its_most_and_no_further(clock):
    budget = Budget(a_second=0.5, most_s=10, clock=clock)
    budget.spend(A, 3)
    clock.now += 10_000
    budget.spend(A, 9.9)
    budget.check(A)
    budget.spend(A, 0.2)
    with pytest.raises(Refusal):
        budget.check(A)


def test_only_so_many_clients_are_remembered(clock):
    budget = Budget(clients=100, clock=clock)
    for i in range(1000):
        budget.spend(reader(i), 99)
    assert len(budget._left) == 100
    with pytest.raises(Refusal):
        budget.check(reader(999))


# --- whose turn it is -----------------------------------------------------------------------


class Work:
    """Questions whose answers take as long as a test says; in the order they were computed."""

    def __init__(self, most: int = 64, budget: Budget | None = None) -> None:
        self.turns = Turns(budget or Budget(), most)
        self.computed: list[object] = []
        self.go = threading.Event()

    def ask(self, name: object, client: Client, kind: str = "page") -> asyncio.Future:
        """One question."""

        def work() -> object:
            assert self.go.wait(20)
            self.computed.append(name)
            return name

        return self.turns.ask(kind, client, work)

    async def answers(self, *asked: asyncio.Future) -> list:
        """Let the work go on; what came of it."""
        self.go.set()
        return await asyncio.gather(*asked, return_exceptions=True)


def same_host(number: int) -> Client:
    return client_of("192.0.2.1")


def same_network(number: int) -> Client:
    return client_of(f"192.0.2.{number}")


def same_48(number: int) -> Client:
    return client_of(f"2001:db8:1:{number:x}::1")


@pytest.mark.parametrize("many", [same_host, same_network, same_48])
def test_nobody_waits_for_the_many_of_another_network(many):
    async def asked() -> list:
        work = Work()
        questions = [work.ask(i, many(i)) for i in range(50)]
        questions.append(work.ask("other", reader(1)))
        await work.answers(*questions)
        return work.computed

    computed = finished(asked())
    assert len(computed) == 51
    assert computed.index("other") <= 2


def test_in_a_network_its_clients_take_turns():
    async def asked() -> list:
        work = Work()
        questions = [work.ask(i, same_network(1)) for i in range(20)]
        questions.append(work.ask("other", same_network(2)))
        await work.answers(*questions)
        return work.computed

    assert finished(asked()).index("other") <= 2


def test_a_step_does_not_wait_for_the_pages_of_two_hundred():
    async def asked() -> tuple[list, list]:
        work = Work()
        pages = [work.ask(i, reader(i)) for i in range(200)]
        step = work.ask("step", reader(999), "step")
        return work.computed, await work.answers(*pages, step)

    computed, answers = finished(asked())
    assert computed.index("step") <= 2
    assert answers[-1] == "step"


@pytest.mark.parametrize(("many", "kind"), [(same_network, "step"), (same_host, "step")])
def test_a_full_queue_refuses_the_last_of_those_who_ask_most(many, kind):
    async def asked() -> list:
        work = Work(most=10)
        questions = [work.ask(i, many(i), kind) for i in range(30)]
        questions += [work.ask("other", reader(1), kind), work.ask("page", many(1), "page")]
        return await work.answers(*questions)

    *many, other, page = finished(asked())
    assert (other, page) == ("other", "page")
    refused = [answer for answer in many if isinstance(answer, Refusal)]
    assert len(refused) == 30 - 1 - 10 + 2, "one is computed, ten wait, two have come in between"
    assert {r.status_code for r in refused} == {503}
    assert all(r.body["retry_s"] >= 2 for r in refused)
    assert refused[0].body["sentence"] == (
        f"○ The page is busy: ask again in {refused[0].body['retry_s']} s."
    )


def test_among_equals_the_last_to_come_is_refused():
    async def asked() -> list:
        work = Work(most=10)
        return await work.answers(*[work.ask(i, reader(i)) for i in range(13)])

    answers = finished(asked())
    assert answers[:11] == list(range(11))
    assert all(isinstance(answer, Refusal) for answer in answers[11:])


def test_among_equals_who_has_asked_most_before_is_refused():
    async def asked() -> list:
        work = Work(most=10)
        for i in range(11):
            work.turns.budget.spend(reader(i), 1 + i / 10)
        many = [work.ask(i, reader(i)) for i in range(11)]
        return await work.answers(*many, work.ask("new", reader(99)))

    *many, new = finished(asked())
    assert new == "new"
    assert many[:10] == list(range(10))
    assert isinstance(many[10], Refusal)


def test_what_nobody_waits_for_is_not_computed():
    async def asked() -> list:
        work = Work()
        first, *others = [work.ask(i, reader(1)) for i in range(5)]
        for left in others[:3]:
            left.cancel()
        await asyncio.sleep(0)
        assert len(work.turns._ring) == 1
        await work.answers(first, *others)
        return work.computed

    assert finished(asked()) == [0, 4]


def test_a_budget_that_ends_while_one_waits_refuses_the_rest():
    async def asked() -> list:
        work = Work(budget=Budget(a_second=1e-6, most_s=1e-9))
        questions = [work.ask(i, reader(1)) for i in range(5)]
        work.go.set()
        time.sleep(0.01)
        return await work.answers(*questions)

    first, *others = finished(asked())
    assert first == 0
    assert {other.status_code for other in others} == {429}
