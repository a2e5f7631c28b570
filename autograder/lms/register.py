"""The students of a class, found by whatever an LMS calls them, and the roster that is merged into them."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from autograder.lms.formats.archives import moodle_label
from autograder.lms.formats.names import clean_id, exact_key, fits, key_of, name_keys
from autograder.lms.formats.origin import Origin
from autograder.lms.roster import Person, Roster
from autograder.lms.store import Student


class Register:
    """The students of a class, found by whatever an LMS calls them."""

    def __init__(self, students: Mapping[str, Student]):
        self.students = dict(students)
        self.has_roster = any(student.on_roster for student in students.values())
        self.test_numbers: set[str] = set()
        self.teams: set[str] = set()  # of the roster that is entered
        self._by: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)  # ids, in order
        for student in self.students.values():
            self.index(student)

    def index(self, student: Student) -> None:
        """Make a student found by all that is known now."""
        keys = {
            ("folder", student.id.casefold()),
            ("written", student.lms_id),
            ("id", exact_key(student.lms_id)),
        }
        keys |= {("clean", clean_id(student.lms_id).casefold()), ("id key", key_of(student.lms_id))}
        keys |= {("email", student.email.casefold()), ("login", student.login.casefold())}
        for kind, names in student.lms.items():
            keys |= {(f"{kind} number", names.get("number", "")), (f"{kind} key", names.get("key", ""))}
            keys |= {("id", exact_key(names.get("user", ""))), ("login", names.get("login", "").casefold())}
        if student.on_roster:
            keys |= {("team", exact_key(team)) for team in student.teams}
            keys |= {("team key", key_of(team)) for team in student.teams}
            keys.add(("exact name", exact_key(student.name)))
            keys |= {("name", key) for key in name_keys(student.name)}
        for kind, text in keys:
            if text:
                self._by[kind, text][student.id] = None

    def find(self, kind: str, text: str) -> list[Student]:
        ids = self._by.get((kind, text), {}) if text else {}
        found = [self.students[student] for student in ids if student in self.students]
        key = {"team": exact_key, "team key": key_of}.get(kind)  # who was in a team is still in the index
        return [student for student in found if key is None or text in map(key, student.teams)]

    def knows(self, name: str) -> bool:
        """Whether a student of this folder, id, login or whole name is there."""
        asked = [("folder", name.casefold()), ("id", exact_key(name)), ("clean", clean_id(name).casefold())]
        return any(self.find(kind, key) for kind, key in [*asked, ("exact name", exact_key(name))])

    def enter(self, roster: Roster) -> list[str]:
        """Add the people of a roster, each to the student of an earlier run or archive who is that person."""
        notes = []
        matched: dict[str, Person] = {}
        names = Counter(key_of(person.name) for person in roster.people)
        orders = Counter(_in_any_order(person.name) for person in roster.people)
        self.teams = {key_of(team) for person in roster.people for team in person.teams}
        for person in roster.people:
            if person.test:
                self.test_numbers.add(person.number)
                notes.append(f"{roster.source}: the test student is left out")
                continue
            student = self._same_person(
                person, names[key_of(person.name)] == 1, orders[_in_any_order(person.name)] == 1
            )
            if isinstance(student, str):
                notes.append(f"{roster.source}: {person.name or person.id} is passed over: {student}")
                continue
            if student is not None and student.id in matched:
                notes.append(
                    f"{roster.source}: {person.id} and {matched[student.id].id} are both taken for {student.id}; "
                    f"{person.id} is passed over"
                )
                continue
            fresh = student is None
            if student is None:
                student = Student(self._folder(person.id))
            if not fresh and not student.on_roster and clean_id(person.id) != student.id:
                notes.append(
                    f"{student.id}: the roster's id is {person.id}; the one of the first time was kept: "
                    f"course.toml must name {student.id}"
                )
            matched[student.id] = person
            self.add(_with(student, person))
        self.has_roster = True
        return notes

    def _same_person(
        self, person: Person, by_name: bool = True, in_any_order: bool = True
    ) -> Student | str | None:
        """Return the student who is this person, None for a new one, or why nobody can say.

        ``by_name`` and ``in_any_order`` say that nobody else has the name, or its words in another order.

        The LMS's number comes first, then the id as it is written, then what is less sure and must not contradict
        a number: the id in another case, the address, the name.
        """
        numbered = self.numbered(person.kind, person.number)
        # Whose number and id agree has another name now.
        same = [student for student in numbered if person.id == student.lms_id]
        if len(same) == 1 and not person.id.endswith(person.number):
            return same[0]
        for student in numbered:
            if self._are_two(student, person) and not student.on_roster:  # it was a team's number
                student.lms[person.kind] |= {"number": "", "label": ""}
        # Canvas's own number may be somebody else's id.
        ids = {person.id, person.user} - {"", person.number}
        written = {student.id: student for text in sorted(ids) for student in self.find("written", text)}
        by_number = {student.id for student in numbered if not self._are_two(student, person)}
        by_id = {student for student in written if not _differ(written[student], person)}
        found = by_number & by_id or by_number or by_id
        if len(found) > 1 or (by_number and by_id and not by_number & by_id):
            return f"its number and id are those of {', '.join(sorted(by_number | by_id))}"
        if found:
            return self.students[found.pop()]
        if written:
            other = next(iter(written.values()))
            return f"its id is that of {other.id}, whose name is {other.name}"
        keys = [*(("id", exact_key(text)) for text in ids), ("email", person.email.casefold())]
        for kind, key in keys:
            less_sure = [student for student in self.find(kind, key) if self._may_become(student, person)]
            if len(less_sure) == 1:
                return less_sure[0]
        if not (by_name and person.name):
            return None
        loose = [
            student
            for student in self.students.values()
            if not student.on_roster
            and _fits_any(student, person)
            # "kingada" of Canvas is Ada King, whatever another is called.
            and (
                in_any_order or ("canvas" not in student.lms and key_of(student.name) == key_of(person.name))
            )
        ]
        return loose[0] if len(loose) == 1 else None

    def _are_two(self, student: Student, person: Person) -> bool:
        """Whether a number is not this person's: the names differ, or it has none and the student is a team."""
        is_team = not person.name and not student.on_roster and key_of(student.name) in self.teams
        return is_team or _differ(student, person)

    def numbered(self, kind: str, number: str) -> list[Student]:
        """Return the students whom an LMS calls by this number now."""
        found = self.find(f"{kind} number", number)
        return [student for student in found if student.lms[kind]["number"] == number]

    def _may_become(self, student: Student, person: Person) -> bool:
        number = student.lms.get(person.kind, {}).get("number", "")
        mails = {student.email.casefold(), person.email.casefold()} - {""}
        if student.on_roster and len(mails) > 1:
            return False  # s1 and S1, who have one name
        return not _differ(student, person) and not (number and person.number and number != person.number)

    def _folder(self, written: str) -> str:
        """Return a folder's name for an id; two ids that clean to the same name stay two."""
        wanted = clean_id(written)
        if wanted and not self.is_taken(wanted):
            return wanted
        mark = hashlib.sha256(written.encode()).hexdigest()[:6]
        return f"{wanted or 'student'}-{mark}"

    def is_taken(self, folder: str) -> bool:
        """Whether a student has this folder, in whatever case: some file systems take no notice of it."""
        return bool(self.find("folder", folder.casefold()))

    def submitters(self, people: Iterable[Person]) -> tuple[list[Student], list[str]]:
        """Return the students whom Gradescope names for a submission, and what to say about them."""
        students, notes = [], []
        for person in people:
            student = self._same_person(person)
            if isinstance(student, str):
                notes.append(f"{person.name} ({person.id}) is passed over: {student}")
                continue
            if student is None:
                notes += ["not in the roster"] if self.has_roster else []
                student = Student(self._folder(person.id))
            if not student.on_roster:
                student = replace(_with(student, person), on_roster=False)
            self.add(student)
            students.append(student)
        return students, notes

    def add(self, student: Student) -> None:
        """Add a student, or put one in place of an older state."""
        self.students[student.id] = student
        self.index(student)

    def person(self, person: Person) -> Student | None:
        """Return the student whom a person of the roster has become."""
        found = self.find(f"{person.kind} number", person.number) if person.number else []
        found = found or self.find("written", person.id)
        on_roster = [student for student in found if student.on_roster]
        return on_roster[0] if len(on_roster) == 1 else None

    def strangers(self, origin: Origin, refused: Iterable[Origin] = ()) -> list[Student]:
        """Return students who are not of the roster and have been made for files of this origin.

        They may have been made when nobody knew yet how to read it; ``refused`` are the other ways.
        """
        keys = [origin.key, *(f"doubt {each.name} {each.key}" for each in (origin, *refused))]
        found = {s.id: s for key in keys for s in self.find(f"{origin.kind} key", key)}
        return [student for student in found.values() if not student.on_roster]

    def remove(self, student: Student) -> None:
        del self.students[student.id]


def _with(student: Student, person: Person) -> Student:
    """Return a student with what a roster tells."""
    lms = {kind: dict(names) for kind, names in student.lms.items()}
    if person.kind:
        names = {"key": person.number, "label": ""} | lms.get(person.kind, {})
        names |= {"number": person.number}
        if person.kind == "moodle" and not names["label"]:
            names["label"] = moodle_label(person.name or "Participant", person.number)
        told = {"user": person.user, "login": person.login} if person.kind == "canvas" else {}
        lms[person.kind] = names | {field: text for field, text in told.items() if text}
    weak = person.id in (f"Participant {person.number}", person.number) or not person.id
    written = student.written if weak and student.written else person.id
    # A whole name or none: the first name of one writing and the last of another are nobody's.
    first, last = (person.first, person.last) if person.name else (student.first, student.last)
    return replace(
        student,
        first=first,
        last=last,
        email=person.email or student.email,
        group=person.group or student.group,
        written="" if written == student.id else written,
        lms=lms,
        teams=list(person.teams) or student.teams,  # who changes teams is not in the old one too
        login=student.login or ("" if person.kind == "canvas" else person.login),
        on_roster=True,
        excused=person.excused or student.excused,
        doubt="",
    )


def _differ(student: Student, person: Person) -> bool:
    """Whether the names say that these are two people."""
    if not (student.name and person.name):
        return False
    return not (fits(student.name, person.name) or fits(person.name, student.name))


def _in_any_order(name: str) -> str:
    return min(name_keys(name), default="")


def _fits_any(student: Student, person: Person) -> bool:
    """Whether a student who was collected before the roster came is this person, by name or login."""
    here = student.lms.get(person.kind, {})
    # A key keeps the number that was taken from a team because a person has it: it is not the number of this person.
    if student.doubt or here.get("number") or here.get("key", "").isdigit():
        return False
    if student.written:  # its folder's name may be made from another id as well
        return fits(student.name, person.name) or exact_key(student.written) == exact_key(person.id)
    plain = student.lms.get("plain", {}).get("key", "")
    ids = {exact_key(student.id), exact_key(plain), clean_id(plain).casefold()} - {""}
    return fits(student.name, person.name) or bool(
        ids & {exact_key(person.id), clean_id(person.id).casefold()}
    )
