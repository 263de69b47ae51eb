"""The story in order: which scene and which shot each element belongs to, and what `%set` says there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from milimo_lang.analysis import coverage, emphasis
from milimo_lang.analysis.checks.dangling_transition import dangling_transition
from milimo_lang.analysis.company import find_company
from milimo_lang.analysis.drafts import Content, ShotDraft
from milimo_lang.analysis.headings import Heading, read_heading
from milimo_lang.analysis.load import Edge, Passage
from milimo_lang.analysis.moments import pins
from milimo_lang.analysis.phrases import Read, read_phrases
from milimo_lang.analysis.scope import Scope
from milimo_lang.analysis.scopes import Scopes
from milimo_lang.analysis.strangers import say_strangers
from milimo_lang.analysis.transitions import CLOSING, CUT, Said, is_transition, read_transition
from milimo_lang.analysis.unspoken import unspoken
from milimo_lang.kept import Same
from milimo_lang.source import Span
from milimo_lang.syntax import shapes, tree
from milimo_lang.syntax.mistakes import cue_in_paragraph


@dataclass
class SceneDraft:
    """A scene while it is read; `heading` is None for what stands before the first one.

    `covered`: it has an automatic shot.
    """

    heading: tree.SceneHeading | None
    read: Heading
    span: Span
    drafts: list[ShotDraft] = field(default_factory=list)
    covered: bool = False
    waiting: list[tree.Dialogue] = field(default_factory=list)
    layers: list[tree.Directive] = field(default_factory=list)
    supers: list[tuple[str, tree.Action]] = field(default_factory=list)


@dataclass
class Story:
    """The walk's state: the open scene, the open explicit shot, the transition that waits for the next shot, and the
    `[[at 4s]]` on a line of its own that waits for what it pins.
    """

    scope: Scope
    scopes: Scopes
    master: bool
    scenes: list[SceneDraft] = field(default_factory=list)
    shot: ShotDraft | None = None
    hint: tuple[str, str] | None = None
    waiting: tuple[Said, Span] | None = None
    last: ShotDraft | None = None
    pin: tree.Note | None = None


def tell(elements: Iterable[Passage], scope: Scope, master: bool) -> list[SceneDraft]:
    """The scenes of the story with their shots to be; scenes without a shot are kept for their headings."""
    story = Story(scope, Scopes(scope), master)
    for element in elements:
        _take(element, story)
    for scene in story.scenes:
        _settle(scene)
        find_company(scene.drafts, scope)
    if story.waiting is not None and story.waiting[0].style != CUT:
        scope.said.append(dangling_transition(story.waiting[1]))
    return story.scenes


def _take(element: Passage, story: Story) -> None:
    match element:
        case Edge():
            story.scopes.enter_file() if element.begins else story.scopes.leave_file()
        case tree.SceneHeading():
            _begin_scene(element, story)
        case tree.Section():
            story.scopes.begin_section(element.depth)
        case tree.ShotLine():
            _begin_shot(element, story)
        case tree.Action():
            _paragraph(element, story)
        case tree.Dialogue() | tree.DualDialogue() | tree.Lyrics():
            _content(element, story)
        case tree.Transition():
            _transition(emphasis.plain(element.text), element.span, story)
        case tree.Directive():
            _directive(element, story)
        case tree.StandingNote() if pins(element.note):
            story.pin = element.note
        case _:
            pass


def _scene(story: Story, span: Span) -> SceneDraft:
    """The open scene; what stands before the first heading is a scene of its own."""
    if not story.scenes:
        story.scenes.append(SceneDraft(None, Heading(None, "", "", False), span))
    return story.scenes[-1]


def _begin_scene(heading: tree.SceneHeading, story: Story) -> None:
    read = read_heading(emphasis.plain(heading.text))
    if read.carried and story.scenes:
        read = read._replace(time=story.scenes[-1].read.time)
    story.scenes.append(SceneDraft(heading, read, heading.span))
    story.shot = story.hint = None
    story.scopes.begin_scene()


def _begin_shot(line: tree.ShotLine, story: Story) -> None:
    scope = story.scope
    given = (Same(line), Same(scope.vocabulary), Same(scope.names))
    read = scope.again.read(("phrases", line.span), given, lambda: read_phrases(line.phrases, scope))
    if read.kind == "auto":
        story.shot = None
        return
    story.shot = _draft(line.span, story)
    story.shot.line, story.shot.read = line, read


def _draft(span: Span, story: Story) -> ShotDraft:
    """A new shot in the open scene, with what has been waiting for it."""
    scene = _scene(story, span)
    draft = ShotDraft(span, defaults=story.scopes.in_force, hint=story.hint)
    draft.transition = story.waiting if story.waiting and _counts(story.waiting[0]) else None
    draft.content += scene.waiting
    draft.layers += scene.layers
    draft.supers += scene.supers
    scene.waiting, scene.layers, scene.supers = [], [], []
    story.waiting = story.hint = None
    scene.drafts.append(draft)
    story.last = draft
    return draft


def _counts(said: Said) -> bool:
    """Whether a transition is more than a plain cut."""
    return said.style != CUT or said.sound_lead != 0


def _paragraph(action: tree.Action, story: Story) -> None:
    """A paragraph, unless it is wholly a transition, a camera slug or a superimposed title."""
    text = emphasis.joined(action.lines)
    if is_transition(text, story.scope) or coverage.black(text):
        _transition(text, action.span, story)
        return
    if coverage.unseen(text):
        return
    card = coverage.closing(text, action.centered)
    if card is not None:
        _standing(Read(kind="card", card=card), action.span, story)
        return
    words = coverage.superimposed(text)
    if words is not None:
        _super(words, action, story)
        return
    found = coverage.slug(text) if story.shot is None else None
    if found is not None:
        story.hint = found
        return
    if text:
        _say_cues(action, story.scope)
        story.scope.said += unspoken(action, story.scope)
        _content(action, story)


def _say_cues(action: tree.Action, scope: Scope) -> None:
    """Lines within a paragraph that are the cue of a declared character, and have words under them."""
    for number, line in enumerate(action.lines[1:-1], start=1):
        element = scope.names.cued(shapes.split_cue(line)[0]) if line.isupper() else None
        if element is not None and not element.implied:
            source = scope.sources[action.span.path]
            row = source.line_of(action.span.start) + number
            start = source.line_start(row)
            span = Span(source.path, start, start + len(source.line_text(row)))
            scope.said.append(cue_in_paragraph(line.strip(), span))


def _standing(read: Read, span: Span, story: Story) -> None:
    """A card, or black, that nobody wrote a shot line for. It ends the shot before it."""
    story.shot = None
    _draft(span, story).read = read


def _super(words: str, action: tree.Action, story: Story) -> None:
    scene = _scene(story, action.span)
    home = story.shot or (scene.drafts[-1] if scene.drafts else scene)
    say_strangers(words, action.span, story.scope)
    home.supers.append((story.scope.mentions.plain(words), action))


def _content(content: Content, story: Story) -> None:
    content, story.pin = _pinned(content, story.pin), None
    scene = _scene(story, content.span)
    if story.shot is not None:
        story.shot.content.append(content)
    elif story.master and scene.covered and _goes_on(scene.drafts[-1]) and story.waiting is None:
        scene.drafts[-1].content.append(content)
    elif isinstance(content, tree.Dialogue) and coverage.off_screen(content.cue.extensions):
        (scene.drafts[-1].content if scene.drafts else scene.waiting).append(content)
    else:
        _draft(content.span, story).content.append(content)
        scene.covered = True


def _pinned(content: Content, pin: tree.Note | None) -> Content:
    """`content` with the pin that stands above it."""
    match content:
        case tree.Action() | tree.Dialogue() if pin is not None:
            return replace(content, notes=(pin, *content.notes))
        case tree.DualDialogue() if pin is not None:
            return replace(content, left=replace(content.left, notes=(pin, *content.left.notes)))
    return content


def _goes_on(draft: ShotDraft) -> bool:
    """Whether what follows an automatic shot can still be in it."""
    return draft.line is None and draft.read.kind == "filmed"


def _transition(text: str, span: Span, story: Story) -> None:
    if coverage.black(text.upper()):
        _standing(Read(kind="black"), span, story)
        return
    said = Said(CUT, 0) if coverage.unseen(text) else read_transition(text, span, story.scope)
    story.shot = None
    if said.style in CLOSING:
        if story.last is not None:
            story.last.ends = (said, span)
    else:
        if story.waiting is not None and story.waiting[0].style != CUT:
            story.scope.said.append(dangling_transition(story.waiting[1]))
        story.waiting = (said, span)


# ---------------------------------------------------------------- directives


def _directive(directive: tree.Directive, story: Story) -> None:
    if directive.word == "set":
        story.scopes.set(directive)
    elif directive.word != "define":
        scene = _scene(story, directive.span)
        home = story.shot or (scene.drafts[-1] if scene.drafts else scene)
        home.layers.append(directive)


# ---------------------------------------------------------------- what is left over


def _settle(scene: SceneDraft) -> None:
    """Speeches that waited for a shot which never came get one; a scene's lone titles and sounds too."""
    if scene.waiting and not scene.drafts:
        scene.drafts.append(ShotDraft(scene.waiting[0].span, content=list(scene.waiting)))
    if scene.drafts:
        scene.drafts[0] = replace(
            scene.drafts[0],
            layers=[*scene.layers, *scene.drafts[0].layers],
            supers=[*scene.supers, *scene.drafts[0].supers],
        )


def speakers(elements: Iterable[Passage]) -> Iterator[tree.Cue]:
    """Every cue of the story."""
    for element in elements:
        match element:
            case tree.Dialogue():
                yield element.cue
            case tree.DualDialogue():
                yield element.left.cue
                yield element.right.cue
            case _:
                pass
