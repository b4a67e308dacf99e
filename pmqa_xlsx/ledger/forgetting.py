"""Forgetting personal data of a round for good."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from pmqa_xlsx import arguments
from pmqa_xlsx.errors import OptionNotValid
from pmqa_xlsx.ledger.correspondence import Correspondence
from pmqa_xlsx.ledger.erasure import Erasure, ErasureRequest
from pmqa_xlsx.ledger.ledger_view import keeps_contacts
from pmqa_xlsx.ledger.which_return import unit_meant
from pmqa_xlsx.system.clock import start_of_day

if TYPE_CHECKING:
    from pmqa_xlsx.consolidate import Consolidation


class Forgetting(Correspondence):
    """What a round forgets when somebody asks for it."""

    def forget(
        self, unit: str | int | None = None, *, contacts: bool = False, before: dt.date | str | None = None,
    ) -> Consolidation:
        """Erase what was typed, for good, and write the results again: answers keep their state, number and score.

        It goes through the ledger, the files received with all that contained them, letters, states kept by name and
        damaged ledgers that were set aside. What was forgotten is never read again, whoever sends it.

        :param unit: of one unit; default: of all.
        :param contacts: only what is personal: such fields, senders, subjects, names of files; default: all texts.
        :param before: only of what was sent before that day (A.D.).
        :raises OptionNotValid: none of these is given.
        :raises UnitNotFound: the form lists no such unit in the round's year.
        """
        if unit is None and not contacts and before is None:
            raise OptionNotValid("say what to forget: a unit, its contacts, or what was sent before a day",
                                 "โปรดระบุสิ่งที่จะลบ: หน่วยงาน ข้อมูลติดต่อ หรือสิ่งที่ส่งก่อนวันที่กำหนด")
        day = None if before is None else start_of_day(arguments.moment(before, "before").date())
        with self._folder.opened() as ledger:
            facts = self._folder.facts(ledger, None)
            code = "" if unit is None else unit_meant(facts.forms, unit, int(facts.year or 0))
            if keeps_contacts(ledger) or not contacts:
                Erasure(self.directory, ledger, facts, ErasureRequest(contacts, code, day)).run(self._lang(facts.forms))
            result = self._keep(ledger, ())
            self._write_lists(ledger)
            return result
