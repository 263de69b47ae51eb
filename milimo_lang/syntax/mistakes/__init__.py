"""What the syntax says of a text: one file a sort of M1xxx diagnostic, and here all that say one."""

from __future__ import annotations

from milimo_lang.syntax.mistakes.almost_transition import almost_transition
from milimo_lang.syntax.mistakes.bare_declaration import bare_declaration, glued_look, look_in_the_name
from milimo_lang.syntax.mistakes.bare_extension import bare_extension
from milimo_lang.syntax.mistakes.colon_in_shot import key_before_colon, length_behind_colon
from milimo_lang.syntax.mistakes.crowded_heading import crowded_heading, heading_under_transition
from milimo_lang.syntax.mistakes.crowded_parenthetical import crowded_parenthetical
from milimo_lang.syntax.mistakes.cue_under_shot import cue_in_paragraph, cue_in_speech, cue_under_shot
from milimo_lang.syntax.mistakes.empty_value import empty_value
from milimo_lang.syntax.mistakes.glued_boneyard import glued_boneyard
from milimo_lang.syntax.mistakes.like_a_key import (
    directive_as_key,
    equals_sign,
    glued_colon,
    key_of_another_block,
    key_of_the_shot_line,
    key_without_colon,
    like_a_key,
    no_key_of_a_shot,
    strength_alone,
)
from milimo_lang.syntax.mistakes.like_a_mark import (
    like_a_mark,
    like_a_shot,
    more_than_one_mark,
    not_two_bangs,
    space_behind_mark,
    transition_as_mark,
    without_mark,
)
from milimo_lang.syntax.mistakes.like_a_note import like_a_note
from milimo_lang.syntax.mistakes.mark_in_paragraph import mark_in_paragraph
from milimo_lang.syntax.mistakes.mark_in_speech import mark_in_speech
from milimo_lang.syntax.mistakes.missing_name import missing_name
from milimo_lang.syntax.mistakes.missing_place import missing_place
from milimo_lang.syntax.mistakes.no_colon import glued_value, no_colon, no_key, value_behind_equals
from milimo_lang.syntax.mistakes.parted_block import parted_block
from milimo_lang.syntax.mistakes.past_sixty import past_sixty
from milimo_lang.syntax.mistakes.repeated_key import repeated_key
from milimo_lang.syntax.mistakes.sentence_as_cue import sentence_as_cue
from milimo_lang.syntax.mistakes.setting_without_colon import setting_without_colon, title_without_colon
from milimo_lang.syntax.mistakes.slashed_comment import slashed_comment
from milimo_lang.syntax.mistakes.stray_comma import stray_comma
from milimo_lang.syntax.mistakes.unclosed_boneyard import unclosed_boneyard
from milimo_lang.syntax.mistakes.unclosed_bracket import square_extension, unclosed_bracket, unclosed_extension
from milimo_lang.syntax.mistakes.unclosed_note import unclosed_note
from milimo_lang.syntax.mistakes.unclosed_quote import unclosed_quote
from milimo_lang.syntax.mistakes.undone_dual import undone_dual
from milimo_lang.syntax.mistakes.unended_title_page import unended_title_page
from milimo_lang.syntax.mistakes.unexpected import (
    colon_after_kind,
    colon_after_word,
    colon_here,
    several_names,
    two_colons,
    unexpected,
)
from milimo_lang.syntax.mistakes.unknown_key import unknown_key
from milimo_lang.syntax.mistakes.unread_note import include_inside, include_without_colon, unknown_order

__all__ = [
    "almost_transition",
    "bare_declaration",
    "bare_extension",
    "colon_after_kind",
    "colon_after_word",
    "colon_here",
    "crowded_heading",
    "crowded_parenthetical",
    "cue_in_paragraph",
    "cue_in_speech",
    "cue_under_shot",
    "directive_as_key",
    "empty_value",
    "equals_sign",
    "glued_boneyard",
    "glued_colon",
    "glued_look",
    "glued_value",
    "heading_under_transition",
    "include_inside",
    "include_without_colon",
    "key_before_colon",
    "key_of_another_block",
    "key_of_the_shot_line",
    "key_without_colon",
    "length_behind_colon",
    "like_a_key",
    "like_a_mark",
    "like_a_note",
    "like_a_shot",
    "look_in_the_name",
    "mark_in_paragraph",
    "mark_in_speech",
    "missing_name",
    "missing_place",
    "more_than_one_mark",
    "no_colon",
    "no_key",
    "no_key_of_a_shot",
    "not_two_bangs",
    "parted_block",
    "past_sixty",
    "repeated_key",
    "sentence_as_cue",
    "setting_without_colon",
    "several_names",
    "slashed_comment",
    "space_behind_mark",
    "square_extension",
    "stray_comma",
    "strength_alone",
    "title_without_colon",
    "transition_as_mark",
    "two_colons",
    "unclosed_boneyard",
    "unclosed_bracket",
    "unclosed_extension",
    "unclosed_note",
    "unclosed_quote",
    "undone_dual",
    "unended_title_page",
    "unexpected",
    "unknown_key",
    "unknown_order",
    "value_behind_equals",
    "without_mark",
]
