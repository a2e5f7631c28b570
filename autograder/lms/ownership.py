"""The one place that decides whose a file is, from all that an LMS and the roster have said.

A number counts only where the name fits, a name only if one person has it, and a team's work is that of all its
members. Where the facts contradict each other nobody is guessed: the files get a folder of their own, and the
contradiction is told.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from autograder.lms.formats.archives import moodle_label
from autograder.lms.formats.names import (
    clean_id,
    clean_name,
    exact_key,
    fits,
    has_words,
    in_ascii,
    key_of,
)
from autograder.lms.formats.origin import Origin, first_and_last, twins_of
from autograder.lms.register import Register
from autograder.lms.roster import Person
from autograder.lms.store import Student

SURE = 20  # letters of a name whose end was cut off
# What a browser or an operating system puts behind the name of a second file or folder of one name.
_COPY = re.compile(r"( - (Copy|Kopie|Copie|Copia)| copy)?( ?\(\d+\))?$", re.IGNORECASE)


@dataclass
class Owners:
    """Whose files these are.

    Attributes
    ----------
    students : list of Student
        One, or all members of a team.
    team : str
        The team's name.
    notes : list of str
        What a human should know about the decision.
    """

    students: list[Student]
    team: str = ""
    notes: tuple[str, ...] = ()


class Attribution:
    """Decides whose files are, one archive after the other."""

    def __init__(self, register: Register):
        self.register = register

    def reading(self, origin: Origin) -> Origin:
        """Return the one way to read a name that the class confirms; where none is confirmed, the origin keeps them all.

        Of Canvas's numbers and names that people of the roster have the one with the longest name counts, for a student
        can give a file any name, but nobody else's number and name to what stands before it. Other archives confirm
        nothing: "ada_1002_1003_1_x.ipynb" may be the file of "ada_1002" though there is an "ada" with the number 1002.
        The longest reading stands first: files that share it have one owner.
        """
        if origin.kind == "ilias":
            return self._with_login(origin)
        if not origin.readings:
            return origin
        *shorter, longest = replace(origin, readings=()), *origin.readings
        for reading in (longest, *reversed(shorter)):
            for student in self.register.numbered("canvas", reading.number):
                names = {key_of(team) for team in student.teams}
                if student.on_roster and (fits(reading.name, student.name) or key_of(reading.name) in names):
                    return reading
        return replace(longest, readings=tuple(shorter))

    def _with_login(self, origin: Origin) -> Origin:
        """Return ILIAS's origin with the login of the one on the roster whose name stands before it in the folder's name."""
        pieces = origin.label.split("_")[:-1]
        for place in range(1, len(pieces)):
            head, login = " ".join(pieces[:place]).casefold().strip(), "_".join(pieces[place:])
            for student in self.register.find("written", login):
                words = student.name.split()
                orders = (" ".join(words[i:] + words[:i]) for i in range(len(words)))
                if head in {in_ascii(order).replace("_", " ").casefold().strip() for order in orders}:
                    return replace(origin, login=login, name=student.name)
        return origin

    def decide(
        self, found: Mapping[str, tuple[Origin, str]], submitters: Mapping[str, tuple[list[Person], object]]
    ) -> dict[str, Owners]:
        """Return whose the files of each key of one archive are; two keys never become one student's.

        Parameters
        ----------
        found : mapping
            The origin of a key's files, and why the archive contradicts itself about their owner, or "".
        submitters : mapping
            Whom Gradescope names for a key.
        """
        twins = twins_of(origin for origin, _ in found.values())
        head = self._repositories([origin.key for origin, _ in found.values() if origin.kind == "plain"])
        owners: dict[str, Owners] = {}
        taken: dict[str, str] = {}
        # An id that is written as in the roster comes before one that only resembles it.
        for key in sorted(found, key=lambda k: (not self.register.find("written", k), clean_id(k) != k)):
            origin, doubt = found[key]
            if key in submitters:
                students, notes = self.register.submitters(submitters[key][0])
                team = " and ".join(student.name for student in students) if len(students) > 1 else ""
                owners[key] = Owners(students, team, tuple(notes)) if students else self._stranger(origin, "")
                continue
            decided = self.owners(origin, key in twins, doubt, head)
            if not decided.team and decided.students[0].id in taken:
                student = decided.students[0]
                other = found[taken[student.id]][0].name
                decided = self._stranger(origin, f"{other!r} of the same archive is {student.lms_id} already")
            if not decided.team:
                taken.setdefault(decided.students[0].id, key)
            owners[key] = decided
        return owners

    def _may_be(self, origin: Origin, student: Student) -> bool:
        same_login = bool(origin.login) and exact_key(origin.login) == exact_key(student.lms_id)
        written = key_of(origin.name)
        is_cut = len(written) >= SURE and key_of(student.name).startswith(written)
        return not student.name or same_login or is_cut or fits(origin.name, student.name)

    def _repositories(self, folders: Sequence[str]) -> str:
        """Return how the folders begin if they are repositories of GitHub Classroom: the assignment, before the login.

        Most of them end with a login then; one alone may be somebody's name, such as "Klein-Maria".
        """
        heads = {folder[: i + 1] for folder in folders for i, letter in enumerate(folder) if letter == "-"}
        known = {
            head: sum(
                folder.startswith(head) and bool(self.register.find("login", folder[len(head) :].casefold()))
                for folder in folders
            )
            for head in sorted(heads, key=len)
        }
        best = max(known, key=lambda head: known[head], default="")
        return best if best and known[best] > max(1, len(folders) // 2) else ""

    def owners(self, origin: Origin, twins: bool, doubt: str = "", head: str = "") -> Owners:
        """Return whose files these are; a new student if the class has none of this name.

        Parameters
        ----------
        origin : Origin
        twins : bool
            Another student or team of the same archive has the same name.
        doubt : str
            Why the archive contradicts itself about the owner.
        head : str
            What stands before the login in the name of a repository.
        """
        if doubt:
            return self._stranger(origin, doubt)
        by_login = self.register.find("written", origin.login)
        if len(by_login) == 1 and by_login[0].on_roster:
            name = by_login[0].name
            surname = origin.label.partition("_")[0]
            if origin.kind != "ilias" or name in ("", origin.name) or has_words(name, surname):
                return Owners(by_login)
            said = f"the login {origin.login} is {name}'s, and the files are those of {clean_name(origin.name)!r}"
            return self._stranger(origin, f"{said}. Is the roster's id another thing than the login?")
        member = self._by_number(origin)
        team = self._team(origin, member)
        # Where marking is blind no name says that the number is a person's: a team's may be the same.
        by_team = team and member is not None and not member.name
        if member is not None and member.on_roster and self._may_be(origin, member) and not by_team:
            if isinstance(team, list) and team and member not in team:
                name = clean_name(origin.name)
                return self._stranger(
                    origin, f"{name!r} is {member.lms_id} and a team without {member.lms_id}"
                )
            # Canvas writes the last name first, and a team's name as it is.
            if (
                not team
                or origin.kind != "canvas"
                or key_of(member.last + member.first) == key_of(origin.name)
            ):
                return Owners([member])
        if isinstance(team, str):
            return self._stranger(origin, team)
        if team:
            return Owners(team, clean_name(origin.name))
        if member is not None and self._may_be(origin, member):
            return Owners([member], notes=self._outside(origin, twins))
        if member is not None:
            return self._stranger(
                origin,
                f"number {origin.number} of {origin.kind.title()} is {member.name} ({member.lms_id}), and the files "
                f"are those of {clean_name(origin.name)!r}. For a team or group give a roster with a column «group» "
                "that names it for each member; else a new worksheet or gradebook",
            )
        person = self._by_name(origin, twins, head)
        if isinstance(person, Student):
            theirs = person.lms.get(origin.kind, {})
            if origin.number and theirs.get("number") and theirs["number"] != origin.number:
                return self._stranger(
                    origin,
                    f"{origin.kind.title()} calls {person.name} ({person.lms_id}) {theirs['number']} in the roster "
                    f"or an earlier archive, and {origin.number} here. Are they two of a name, or is the worksheet "
                    "that of another assignment?",
                )
            return Owners([person], notes=() if person.on_roster else self._outside(origin, twins))
        if person is not None:
            return self._stranger(origin, person)
        before = self.register.find(f"{origin.kind} key", origin.key)
        if len(before) == 1 and not before[0].on_roster:
            return Owners(before, notes=self._outside(origin, twins))
        return self._stranger(origin, "", *self._outside(origin, twins))

    def _outside(self, origin: Origin, twins: bool) -> tuple[str, ...]:
        """Return what to say of somebody who is not in the roster; nothing if there is none."""
        if not self.register.has_roster:
            return ()
        several = self._by_name(origin, twins)
        return (several if isinstance(several, str) else self._not_there(origin),)

    def _not_there(self, origin: Origin) -> str:
        key = origin.key
        bare = key.lstrip("0")
        team = ", ".join(student.id for student in self.register.find("team", exact_key(origin.name))[:5])
        if team and origin.kind == "plain":
            return (
                f"not in the roster, where {origin.name} is the team of {team}: give the folder once for each of them, "
                "called by the id"
            )
        if key.isdigit() and bare != key and self.register.find("written", bare):
            return f"not in the roster, which has {bare}: has a spreadsheet taken the zeros of its ids?"
        return "not in the roster"

    def _by_number(self, origin: Origin) -> Student | None:
        found = self.register.numbered(origin.kind, origin.number)
        found = [student for student in found if student.on_roster] or found
        return found[0] if len(found) == 1 else None

    def _team(self, origin: Origin, member: Student | None) -> list[Student] | str:
        """Return the members of the team whose files these are, none if it is no team, or why nobody can say."""
        if origin.kind not in ("moodle", "canvas"):
            return []
        key = key_of(origin.name)
        found = self.register.find("team key", key) or self.register.find("team", exact_key(origin.name))
        names = {exact_key(team) for student in found for team in student.teams if key_of(team) == key}
        if origin.kind == "moodle":  # which writes a space for each _
            names = {name for name in names if name.replace("_", " ") == exact_key(origin.name)} or names
        if origin.kind == "canvas" and member is not None:  # the number is that of a member
            names = {exact_key(team) for team in member.teams if key_of(team) == key}
        if len(names) > 1:
            return f"{clean_name(origin.name)!r} may be any of the teams {', '.join(sorted(names))}"
        return self.register.find("team", names.pop()) if names else []

    def _by_name(self, origin: Origin, twins: bool, head: str = "") -> Student | str | None:
        """Return the one student of this id, login or name, a sentence if nobody can say, or None."""
        plain = origin.key if origin.kind == "plain" else ""
        asked = [("written", text) for text in (origin.login, plain)]
        asked += [("id", exact_key(text)) for text in (origin.login, plain)]
        asked += [("folder", plain.casefold()), ("clean", clean_id(plain).casefold() if plain else "")]
        asked += [("email", plain.casefold()), ("login", (origin.login or plain).casefold())]
        if head and plain.startswith(head):
            asked.append(("login", plain.removeprefix(head).casefold()))
        asked += [("id key", key_of(text)) for text in (origin.login, plain)]
        if plain and (renamed := _COPY.sub("", plain)) != plain:
            asked += [("written", renamed), ("id", exact_key(renamed)), ("exact name", exact_key(renamed))]
        names = [("exact name", exact_key(origin.name)), ("name", key_of(origin.name))]
        _, dash, behind = origin.name.partition("-")
        if dash and origin.kind == "moodle":  # "Group 3-Ada King"
            names.append(("name", key_of(behind)))
        for kind, key in (*asked, *names):
            found = self.register.find(kind, key)
            if len(found) == 1:
                if twins and (kind, key) in names:
                    return f"{found[0].lms_id} of the roster has this name, and so have two in the archive"
                return found[0]
            if found:
                several = ", ".join(student.lms_id for student in found[:5])
                return f"{len(found)} people of the roster fit: {several}"
        return self._in_words(plain)

    def _in_words(self, folder: str) -> Student | None:
        """Return the one whose id and whole name are all the words of a folder's name, as OpenOlat writes it."""
        words = re.findall(r"[^\s_,;()]+", folder)
        known = [student for word in words for student in self.register.find("id", exact_key(word))]
        wanted = sorted(map(key_of, words))
        named = (s for s in known if s.name and wanted == sorted(map(key_of, [*s.name.split(), s.lms_id])))
        return next(named, None)

    def _stranger(self, origin: Origin, doubt: str, note: str = "") -> Owners:
        """Return a student who is nobody of the roster; one in doubt is not linked to the LMS's number."""
        key = f"doubt {origin.name} {origin.key}" if doubt else origin.key
        before = self.register.find(f"{origin.kind} key", key)
        student = before[0] if len(before) == 1 and not before[0].on_roster else None
        if student is None:
            student = Student(
                self._new_id(origin), lms={origin.kind: {"key": key, "number": "", "label": ""}}
            )
            student.first, student.last = first_and_last(origin)
        student = replace(student, doubt=doubt)
        self.register.add(student)
        return Owners([student], notes=tuple(text for text in (doubt, note) if text))

    def _new_id(self, origin: Origin) -> str:
        """Return a new folder's name, which tells a human who it is."""
        name = clean_id(origin.name)[:60]  # or a long one would cost the number
        parts = {
            "moodle": f"{name}-{origin.number}" if origin.number else name,
            "canvas": f"{name}-{origin.number}" if origin.number else name,
            "brightspace": f"{name}-{origin.number}",
            "ilias": origin.login or f"{name}-{origin.number}",
        }
        mark = hashlib.sha256(f"{origin.kind} {origin.key} {origin.name}".encode()).hexdigest()[:6]
        wanted = clean_id(parts.get(origin.kind, origin.key)) or f"student-{origin.number or mark}"
        return f"{wanted}-{mark}" if self.register.is_taken(wanted) else wanted

    def link(self, student: Student, origin: Origin, team: str) -> None:
        """Note what the LMS calls a student, and where feedback on what now counts belongs."""
        names = dict(student.lms.get(origin.kind, {}))
        number = names.get("number", "")
        if student.doubt:
            label = ""
        elif origin.kind == "moodle":
            number = number or ("" if team else origin.number)
            label = origin.label if not team and number == origin.number else ""
            label = label or (moodle_label(student.name or "Participant", number) if number else "")
        elif origin.kind == "canvas":
            number = number or ("" if team else origin.number)
            label = _canvas_label(origin, number, team)
        else:
            number, label = number or origin.number, origin.label
        key = names.get("key") or (number if team else origin.key)
        student.lms[origin.kind] = names | {"key": key, "number": number, "label": label}
        self.register.index(student)


def _canvas_label(origin: Origin, number: str, team: str) -> str:
    """Return the start of a feedback file's name: Canvas takes its first two numbers for the user and a file."""
    if not origin.label or (team and not number):
        return ""
    file_id = str(origin.order[1])
    told = re.findall(r"(?<![^_])\d+(?![^_])", origin.label)[:2]
    if not number or told == [number, file_id]:
        return origin.label
    return f"{'team' if team else 'student'}{key_of(origin.name)}_{number}_{file_id}"
